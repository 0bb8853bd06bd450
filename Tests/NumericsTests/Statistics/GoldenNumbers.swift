import Foundation

/// Numbers that other programs computed, read from this target's resources; each file names the command that wrote it.
enum GoldenNumbers {
  static func read<Content: Decodable>(_ type: Content.Type, from name: String) throws -> Content {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Resources/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// A value as it comes back from a checkpoint.
func restored<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}

/// A value as it comes back from a checkpoint in which every list of numbers has lost its last.
func shortened<Value: Codable>(_ value: Value) throws -> Value {
  func cut(_ content: Any) -> Any {
    switch content {
    case let numbers as [Double]: Array(numbers.dropLast())
    case let list as [Any]: list.map(cut)
    case let object as [String: Any]: object.mapValues(cut)
    default: content
    }
  }
  let content = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
  return try JSONDecoder().decode(Value.self, from: JSONSerialization.data(withJSONObject: cut(content)))
}

/// How far two numbers are apart, as a share of the second.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : (value - expected).magnitude / expected.magnitude
}
