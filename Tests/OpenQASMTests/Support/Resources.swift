import Foundation

/// The files beside the tests.
enum Resources {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Resources")

  /// Whether golden files are to be written instead of compared.
  static let isRecording = ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1"

  /// The names of a folder's files, in order.
  static func names(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: self.folder.appending(path: folder).path)
    return (names ?? []).sorted()
  }

  static func bytes(of name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appending(path: name)))
  }

  static func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  static func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}
