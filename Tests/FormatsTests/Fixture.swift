import Foundation

/// Files under Resources, by path.
enum Fixture {
  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Resources")
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }
}
