import Testing

@testable import Operations

/// The digests of exported files, and what the files are called.
@Suite struct ExportManifestTests {
  private let digest = String(repeating: "a", count: 64)

  @Test func `it is sorted by name, and read as it was written`() {
    var manifest = ExportManifest()
    for file in ["b.csv", "a-1.csv", "Z.csv", "b.csv"] {
      manifest.add(.init(file: file, origin: "d csv by x", sha256: digest))
    }
    let text = """
      # d csv by x
      \(digest)  Z.csv
      # d csv by x
      \(digest)  a-1.csv
      # d csv by x
      \(digest)  b.csv

      """
    #expect(manifest.text == text)
    var read = ExportManifest()
    read.add(text)
    #expect(read.text == text)
    #expect(read["Z.csv"] == .init(file: "Z.csv", origin: "d csv by x", sha256: digest))
  }

  @Test func `of notes that end anywhere, what is whole is read`() {
    let text = "# one\n\(digest)  1.csv\n# two\n\(digest)  2.csv\n"
    for length in 0...text.count {
      var manifest = ExportManifest()
      manifest.add(String(text.prefix(length)))
      #expect((manifest["1.csv"] != nil) == (length >= text.count / 2), "\(length)")
      #expect((manifest["2.csv"] != nil) == (length == text.count), "\(length)")
    }
  }

  @Test func `what is no line of ours is left out`() {
    var manifest = ExportManifest()
    manifest.add("\(digest)  no-origin.csv\n# o\nshort  x.csv\n# o\n\(digest) *binary.csv\n\n")
    #expect(manifest.text.isEmpty)
  }

  @Test(arguments: [
    ("FR-2026-000001", "FR-2026-000001"), ("FR/2026/000001", "FR%2F2026%2F000001"),
    ("FR+2026_1", "FR%2B2026_1"), ("../x", "%2E.%2Fx"), (".hidden", "%2Ehidden"),
    ("A%2F", "A%252F"), ("É\n\\", "%C3%89%0A%5C"), ("", ""),
  ])
  func `a number is a name that leads nowhere else`(number: String, name: String) {
    #expect(ExportedName.name(of: number) == name)
  }
}
