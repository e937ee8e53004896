import Foundation
import PostgreSQL
import Synchronization

/// Ctrl-C and its like (SIGINT, SIGTERM): the statement under way is cancelled, its transaction
/// rolled back, and the program ends with 130 or 143. What was stored before stays. A second signal
/// ends the program at once.
enum Interruption {
  /// What every connection that works is opened with.
  static let interrupter = Interrupter()

  /// The first signal that came; 0 before.
  private static let received = Atomic<Int32>(0)

  /// Where it is told.
  private static let teller = Mutex<Console?>(nil)

  /// For how long the work may take to end by itself. Nothing depends on it: the server rolls back
  /// what a process that ended had under way.
  private static let secondsMax = 10

  /// Has a thread of its own wait for the signals from now on. To be called by the main thread,
  /// before there are others; a signal that the caller of the program ignores stays ignored.
  static func install(_ console: Console) {
    teller.withLock { $0 = console }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] where !isIgnored(signal) { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // It does nothing, and ends a read that waits for a pipe or a terminal.
    var waking = sigaction()
    waking.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGUSR1, &waking, nil)
    var wakingOnly = sigset_t()
    sigemptyset(&wakingOnly)
    sigaddset(&wakingOnly, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &wakingOnly, nil)
    let (waited, main) = (signals, pthread_self())
    Thread.detachNewThread { handle(waited, main: main) }
  }

  /// Ends the program if it was interrupted, whatever became of the work.
  static func endIfReceived() {
    let signal = received.load(ordering: .acquiring)
    guard signal != 0 else { return }
    tell(signal)
    exit(128 + signal)
  }

  private static func tell(_ signal: Int32) {
    teller.withLock { $0?.fail(.interrupted(by: signal)) }
  }

  private static func handle(_ signals: sigset_t, main: pthread_t) {
    var signals = signals
    var first: Int32 = 0
    sigwait(&signals, &first)
    received.store(first, ordering: .releasing)
    guard interrupter.interrupt() else {
      // No session is open: nothing is under way that would have to be undone.
      tell(first)
      _exit(128 + first)
    }
    endInput()
    pthread_kill(main, SIGUSR1)
    Thread.detachNewThread {
      while true {
        interrupter.cancelStatements()
        usleep(100_000)
      }
    }
    var limit = timespec(tv_sec: secondsMax, tv_nsec: 0)
    let second = sigtimedwait(&signals, nil, &limit)
    tell(second < 0 ? first : second)
    _exit(128 + (second < 0 ? first : second))
  }

  /// Lets input that is waited for end: pipes and terminals give nothing more from now on. What
  /// was read so far is not stored, as connections refuse to.
  private static func endInput() {
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else {
      return
    }
    for file in names.compactMap({ Int32($0) }) where isWaitedFor(file) { dup2(nothing, file) }
  }

  private static func isWaitedFor(_ file: Int32) -> Bool {
    guard file != STDOUT_FILENO, file != STDERR_FILENO else { return false }
    var status = stat()
    guard fstat(file, &status) == 0 else { return false }
    let isSocketOfInput = file == STDIN_FILENO && status.st_mode & S_IFMT == S_IFSOCK
    return isSocketOfInput || [S_IFIFO, S_IFCHR].contains(status.st_mode & S_IFMT)
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
