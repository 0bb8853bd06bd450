import Foundation
import Testing

/// Files with the text that a test expects, in the folder Resources beside this file.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Resources")

  /// Compares a text with a file; with `SHOTGLASS_RECORD=1` in the environment, writes the file instead.
  static func expect(
    _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(expected != nil, "the golden file \(name) is missing", sourceLocation: sourceLocation)
    #expect(text == expected, "\(name) differs", sourceLocation: sourceLocation)
  }
}
