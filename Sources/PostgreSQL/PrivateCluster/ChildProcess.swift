internal import Glibc

/// Runs another program and waits for it.
///
/// The child gets no file of ours but its output and what it is to inherit, no terminal signal, the
/// folder `/`, and an environment of PATH, LC_ALL=C and what is passed: PGDATA and its like of the
/// caller stay out.
struct ChildProcess {
  /// How a child ended.
  enum Outcome: Equatable {
    /// By itself, with that code.
    case exited(Int32)
    /// By a signal.
    case killed(signal: Int32)
    /// By us, because it took too long.
    case timedOut
    /// Not at all: it could not be started or waited for.
    case notStarted(errno: Int32)

    /// Whether it exited with 0.
    var isSuccess: Bool { self == .exited(0) }
  }

  /// The program's path, then its arguments.
  let arguments: [String]
  /// Variables besides PATH and LC_ALL.
  var environment: [String: String] = [:]
  /// The open file that receives standard output and standard error.
  let output: Int32
  /// An open file that the child gets under the same number; -1 for none.
  var inherited: Int32 = -1

  /// How often a waiting parent looks.
  private static let pollMicroseconds: UInt32 = 5_000

  /// Runs the program; after `secondsMax` it is killed, with what it has started in its group.
  func run(secondsMax: Int) -> Outcome {
    var child: pid_t = 0
    let failure = spawn(&child)
    guard failure == 0 else { return .notStarted(errno: failure) }
    let deadline = ContinuousClock.now + .seconds(secondsMax)
    var status: Int32 = 0
    while true {
      let waited = waitpid(child, &status, WNOHANG)
      if waited == child { return Self.outcome(status) }
      if waited < 0, errno != EINTR { return .notStarted(errno: errno) }
      if ContinuousClock.now > deadline { break }
      usleep(Self.pollMicroseconds)
    }
    kill(-child, SIGKILL)
    waitpid(child, &status, 0)
    return .timedOut
  }

  private func spawn(_ child: inout pid_t) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    for file in Self.openFiles() where file > 2 && file != inherited {
      posix_spawn_file_actions_addclose(&actions, file)
    }
    // Onto itself: that keeps it open in the child.
    if inherited > 2 { posix_spawn_file_actions_adddup2(&actions, inherited, inherited) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.resetSignals(&attributes)
    var variables = environment
    variables["PATH"] = Executable.environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    variables["LC_ALL"] = "C"
    // The shell only changes the folder: the server's user may have no access to the caller's.
    let shell = ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"]
    return withCStringArray(shell + arguments) { argv in
      withCStringArray(variables.map { "\($0)=\($1)" }) { envp in
        posix_spawn(&child, shell[0], &actions, &attributes, argv, envp)
      }
    }
  }

  /// The numbers of this process's open files.
  private static func openFiles() -> [Int32] {
    FolderListing.names("/proc/self/fd").compactMap { Int32($0) }
  }

  /// A group of its own, no blocked signals, and the default for those that a server may ignore.
  private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGHUP)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  /// Takes apart what waitpid reports; its macros are not imported.
  private static func outcome(_ status: Int32) -> Outcome {
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
  }
}

extension ChildProcess {
  /// What a short-lived program prints, up to 4096 bytes; nil where it fails.
  static func output(of arguments: [String]) -> String? {
    guard let stream = tmpfile() else { return nil }
    defer { fclose(stream) }
    let file = fileno(stream)
    guard ChildProcess(arguments: arguments, output: file).run(secondsMax: 10).isSuccess else {
      return nil
    }
    return FileText.read(file, from: 0, bytesMax: 4096)
  }
}
