import Foundation
import FuzzTargets

/// libFuzzer on the target that FUZZ_TARGET names, with libFuzzer's arguments; or, with `--seeds
/// FOLDER`, the sound inputs of every target and a dictionary as files. `scripts/fuzz` builds,
/// links and runs it, and defines FUZZING.
@main struct Fuzzer {
  static func main() throws {
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--seeds" {
      return try writeSeeds(to: URL(filePath: CommandLine.arguments[2]))
    }
    #if FUZZING
      var count = CommandLine.argc
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
      exit(runFuzzer(&count, &arguments, testOneInput))
    #else
      fail("scripts/fuzz builds and runs this with libFuzzer")
    #endif
  }

  private static func writeSeeds(to folder: URL) throws {
    for target in FuzzTarget.all {
      let place = folder.appending(path: target.name)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for (index, seed) in target.seeds.enumerated() {
        try Data(seed).write(to: place.appending(path: "seed-\(index)"))
      }
    }
    let entries = Mutator.tokens.map { token in
      "\"" + token.map { "\\x" + String(0x100 + Int($0), radix: 16).dropFirst() }.joined() + "\"\n"
    }
    try Data(entries.joined().utf8).write(to: folder.appending(path: "dictionary"))
  }
}

private func fail(_ message: String) -> Never {
  try? FileHandle.standardError.write(contentsOf: Data("fuzzer: \(message)\n".utf8))
  exit(2)
}

#if FUZZING
  /// libFuzzer's entry for programs that have a `main` of their own.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  private let target: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
      let names = FuzzTarget.all.map(\.name).joined(separator: ", ")
      fail("no target is called \"\(name)\"; there are \(names)")
    }
    return target
  }()

  /// The name is libFuzzer's, which the linker asks for.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    do {
      try target.check(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
      // As libFuzzer wants it: it then keeps the input.
      fatalError("\(error)")
    }
    return 0
  }
#endif
