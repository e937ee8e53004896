import Foundation
import Operations
import TestSupport
import Testing

/// The folder that documents are exported into.
@Suite struct ExportFolderTests {
  @Test func `it is made with those that it is in, and may be there`() throws {
    try TemporaryFolder.with { folder in
      for path in ["/a/b", "/a/b/c/", "/a"] {
        _ = try ExportFolder(folder + path) {}
      }
      #expect(FileManager.default.fileExists(atPath: folder + "/a/b/c"))
    }
  }

  @Test func `where there can be none, the system's own words say why`() throws {
    try TemporaryFolder.with { folder in
      try Data().write(to: URL(filePath: folder + "/file"))
      for (path, reason) in [
        (folder + "/file", "Not a directory"), (folder + "/file/a", "Not a directory"),
        ("/proc/none/a", "No such file or directory"),
      ] {
        let error = #expect(throws: ExportError.self) { _ = try ExportFolder(path) {} }
        let said = "\(try #require(error))"
        #expect(said.contains(" cannot be written: \(reason). "), "\(said)")
      }
    }
  }
}
