import Foundation

/// Files beside the tests.
enum Fixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Resources")
    return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
