import Foundation
import Formats

/// Judges documents by a JSON Schema: as much of draft 2020-12 as ours use, and complaints about all else.
struct JSONSchema {
  private let root: [String: JSON]

  init(parsing bytes: [UInt8]) throws {
    guard case .object(let root) = JSON(try JSONNode(parsing: bytes)) else { throw Complaint(text: "no object") }
    self.root = root
  }

  private struct Complaint: Error { let text: String }

  /// What is wrong with a document; empty where nothing is.
  func complaints(about document: JSON) -> [String] { complaints(.object(root), document, "$") }

  private func complaints(_ schema: JSON, _ value: JSON, _ path: String) -> [String] {
    guard case .object(let keywords) = schema else {
      return schema == .bool(false) ? ["\(path): nothing may stand here"] : ["\(path): the schema is no object"]
    }
    return keywords.sorted { $0.key < $1.key }.flatMap { keyword, rule in
      check(keyword, rule, keywords, value, path)
    }
  }

  private func check(
    _ keyword: String, _ rule: JSON, _ keywords: [String: JSON], _ value: JSON, _ path: String
  ) -> [String] {
    switch (keyword, rule, value) {
    case ("$schema", _, _), ("$defs", _, _), ("title", _, _), ("description", _, _): return []
    case ("$ref", .string(let reference), _):
      guard case .object(let definitions)? = root["$defs"], let name = reference.split(separator: "/").last,
        let target = definitions[String(name)]
      else { return ["\(path): \(reference) leads nowhere"] }
      return complaints(target, value, path)
    case ("type", .string(let name), _): return isA(name, value) ? [] : ["\(path): is no \(name)"]
    case ("type", .array(let names), _):
      return names.contains { if case .string(let name) = $0 { isA(name, value) } else { false } }
        ? [] : ["\(path): has none of the types"]
    case ("const", _, _): return rule == value ? [] : ["\(path): is another constant"]
    case ("enum", .array(let choices), _): return choices.contains(value) ? [] : ["\(path): is none of the choices"]
    case ("oneOf", .array(let schemas), _):
      let matching = schemas.count { complaints($0, value, path).isEmpty }
      return matching == 1 ? [] : ["\(path): matches \(matching) of \(schemas.count) schemas"]
    case ("minimum", _, _), ("maximum", _, _), ("exclusiveMinimum", _, _):
      guard let value = number(value), let limit = number(rule) else { return [] }
      let isRight = keyword == "minimum" ? value >= limit : keyword == "maximum" ? value <= limit : value > limit
      return isRight ? [] : ["\(path): \(value) is beyond \(keyword) \(limit)"]
    case ("pattern", .string(let pattern), .string(let text)):
      return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(path): does not match"]
    case ("required", .array(let keys), .object(let members)):
      return keys.compactMap {
        if case .string(let key) = $0, members[key] == nil { "\(path): lacks \(key)" } else { nil }
      }
    case ("properties", .object(let schemas), .object(let members)):
      return members.flatMap { key, member in schemas[key].map { complaints($0, member, "\(path).\(key)") } ?? [] }
    case ("additionalProperties", .bool(false), .object(let members)):
      guard case .object(let known)? = keywords["properties"] else { return ["\(path): no properties are known"] }
      return members.keys.filter { known[$0] == nil }.map { "\(path): \($0) is unknown" }
    case ("prefixItems", .array(let schemas), .array(let elements)):
      return zip(schemas, elements).enumerated().flatMap { complaints($1.0, $1.1, "\(path)[\($0)]") }
    case ("items", _, .array(let elements)):
      let first = if case .array(let prefix)? = keywords["prefixItems"] { prefix.count } else { 0 }
      return elements.enumerated().dropFirst(first).flatMap { complaints(rule, $1, "\(path)[\($0)]") }
    case ("minItems", .integer(let limit), .array(let elements)):
      return elements.count >= limit ? [] : ["\(path): has too few elements"]
    case ("maxItems", .integer(let limit), .array(let elements)):
      return elements.count <= limit ? [] : ["\(path): has too many elements"]
    case ("uniqueItems", .bool(true), .array(let elements)):
      return elements.indices.contains { elements[..<$0].contains(elements[$0]) } ? ["\(path): repeats itself"] : []
    case ("pattern", _, _), ("required", _, _), ("properties", _, _), ("additionalProperties", _, _),
      ("prefixItems", _, _), ("items", _, _), ("minItems", _, _), ("maxItems", _, _), ("uniqueItems", _, _):
      return []
    default: return ["\(path): the keyword \(keyword) is not understood"]
    }
  }

  private func isA(_ type: String, _ value: JSON) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("null", .null), ("integer", .integer),
      ("number", .integer), ("number", .number):
      true
    default: false
    }
  }

  private func number(_ value: JSON) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
