import Glibc

/// Tells which input a parser trapped on: the process ends then, and no issue can be recorded.
enum CrashedInput {
  /// Under which each thread keeps the address of its input.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] {
      _ = Glibc.signal(signal) { signal in
        CrashedInput.write()
        _ = Glibc.signal(signal, SIG_DFL)
        raise(signal)
      }
    }
    return key
  }()

  /// Runs `body`; where the process ends meanwhile, standard error has `input` in hexadecimal.
  static func told<Result>(
    _ input: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withUnsafePointer(to: input) { pointer in
      pthread_setspecific(key, pointer)
      defer { pthread_setspecific(key, nil) }
      return try body(input)
    }
  }

  /// In a signal handler: nothing here takes memory.
  private static func write() {
    guard let address = pthread_getspecific(key) else { return }
    let input = address.assumingMemoryBound(to: UnsafeRawBufferPointer.self).pointee
    put("\nthe parser ended the process; `xxd -r -p` makes the input of: ")
    for byte in input {
      put(byte >> 4)
      put(byte & 15)
    }
    put("\n")
  }

  private static func put(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  private static func put(_ digit: UInt8) {
    var character = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    _ = Glibc.write(STDERR_FILENO, &character, 1)
  }
}
