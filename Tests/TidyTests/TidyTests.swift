import Testing

/// The repository's own rules, which no compiler and no formatter checks.
@Suite struct TidyTests {
  private let production = ["Sources", "sql", "reports"]

  private func swiftFiles(below folders: [String]) throws -> [SourceFile] {
    try SourceTree.files(below: folders, ofType: ["swift"])
  }

  @Test func `the tree is found`() throws {
    let paths = try swiftFiles(below: ["Sources", "Tests"]).map(\.path)
    #expect(paths.contains("Sources/Decimals/Currency.swift"))
    #expect(paths.contains("Tests/TidyTests/TidyTests.swift"))
  }

  @Test func `lines have at most 100 columns`() throws {
    let files = try SourceTree.files(below: production + ["Tests"], ofType: ["swift", "sql"])
    let broken = files.flatMap { $0.places { $0.count > 100 } }
    #expect(broken == [], "break these lines")
  }

  @Test func `production files have at most 320 lines, tests 500`() throws {
    let files = try SourceTree.files(below: production, ofType: ["swift", "sql"])
    let tests = try swiftFiles(below: ["Tests"])
    #expect(files.filter { $0.lines.count > 320 }.map { $0.place(320) } == [], "split by ideas")
    #expect(tests.filter { $0.lines.count > 500 }.map { $0.place(500) } == [], "split by ideas")
  }

  @Test func `functions have at most 70 lines`() throws {
    let broken = try swiftFiles(below: production + ["Tests"]).flatMap { file in
      FunctionLengths(lines: file.lines).functions
        .filter { $0.lineCount > 70 }
        .map { "\(file.place($0.start)) has \($0.lineCount) lines" }
    }
    #expect(broken == [], "split these functions")
  }

  @Test(arguments: ["fatalError", "try!", "as!", "TODO", "FIXME"])
  func `production code does without`(word: String) throws {
    let broken = try swiftFiles(below: production).flatMap { $0.places { $0.contains(word) } }
    #expect(broken == [], "throw, prove or do it instead of \(word)")
  }

  @Test func `only the program itself prints`() throws {
    let broken = try swiftFiles(below: production)
      .filter { !$0.path.hasPrefix("Sources/releve/") }
      .flatMap { $0.places { $0.contains(/(^|[^A-Za-z0-9_.])print\(/) } }
    #expect(broken == [], "return the text, or log it")
  }

  @Test func `every SQL file is named in a Swift file beside it`() throws {
    let swift = try swiftFiles(below: ["sql"]).map(\.text)
    let unnamed = try SourceTree.files(below: ["sql"], ofType: ["sql"]).map(\.path).filter { path in
      let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
      return !swift.contains { $0.contains(name) }
    }
    #expect(unnamed == [], "remove these files, or use them")
  }
}

@Suite struct FunctionLengthsTests {
  @Test func `counts from the first line to the closing brace`() {
    let text = """
      struct Sample {
        func short() { work() }
        init(one: Int) {
          work()
          if one > 0 {
            work()
          }
        }
        // func commented() {
        func wrapped(
          first: Int
        ) {
          work()
        }
      }
      protocol Asked {
        func required()
      }
      """
    let functions = FunctionLengths(lines: text.split(separator: "\n")).functions
    #expect(functions == [.init(start: 2, lineCount: 6), .init(start: 9, lineCount: 5)])
  }
}
