import Foundation
import TestSupport
import Testing

@testable import Operations

/// Files that have their names once they are whole.
@Suite struct WholeFileTests {
  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `a file is written, and replaced`() throws {
    try TemporaryFolder.with { folder in
      for text in ["one", "another"] {
        try WholeFile.write(Array(text.utf8), to: folder + "/f")
        #expect(try self.text(folder + "/f") == text)
      }
      #expect(try names(in: folder) == ["f"])
    }
  }

  @Test func `behind a link, the file is replaced and not the link`() throws {
    try TemporaryFolder.with { folder in
      let files = FileManager.default
      try files.createDirectory(atPath: folder + "/real", withIntermediateDirectories: false)
      try WholeFile.write(Array("old".utf8), to: folder + "/real/f")
      try files.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: folder + "/real/f")
      try WholeFile.write(Array("new".utf8), to: folder + "/link")
      #expect(try text(folder + "/real/f") == "new")
      #expect(try files.destinationOfSymbolicLink(atPath: folder + "/link") == folder + "/real/f")
    }
  }

  @Test func `what is no file is written to and stays`() throws {
    try WholeFile.write(Array("gone".utf8), to: "/dev/null")
    let status = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(status[.type] as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func `a file that cannot be replaced stays as it is`() throws {
    try TemporaryFolder.with { folder in
      try WholeFile.write(Array("old".utf8), to: folder + "/f")
      // Where the new one would be written first, something else stands.
      try FileManager.default.createDirectory(
        atPath: folder + "/.releve.\(getpid()).f/x", withIntermediateDirectories: true)
      #expect(throws: ExportError.self) {
        try WholeFile.write(Array("new".utf8), to: folder + "/f")
      }
      #expect(try text(folder + "/f") == "old")
    }
  }

  @Test func `a full disk is named`() throws {
    let error = #expect(throws: ExportError.self) { try WholeFile.write([1], to: "/dev/full") }
    #expect("\(try #require(error))".contains("/dev/full cannot be written: No space left"))
  }

  @Test func `what cannot be written is named, and nothing is left`() throws {
    try TemporaryFolder.with { folder in
      let error = #expect(throws: ExportError.self) {
        try WholeFile.write([1], to: folder + "/missing/f")
      }
      #expect(error?.code == "cannot_write")
      let reason = "\(folder)/missing/f cannot be written: No such file or directory."
      #expect("\(try #require(error))".hasPrefix(reason))
      try FileManager.default.createDirectory(
        atPath: folder + "/taken/x", withIntermediateDirectories: true)
      #expect(throws: ExportError.self) { try WholeFile.write([1], to: folder + "/taken") }
      #expect(try names(in: folder) == ["taken"])
    }
  }
}
