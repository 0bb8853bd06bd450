/// A cursor on an object that remembers which keys were asked for, so that all others can be refused.
package struct JSONObjectReader: Sendable {
  /// The object as a value, for errors about the whole of it.
  package let reader: JSONReader
  private let members: [JSONMember]
  private let indices: [String: Int]
  private var known: [String] = []

  init(_ members: [JSONMember], of reader: JSONReader) {
    self.members = members
    self.reader = reader
    indices = Dictionary(members.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  /// The value of a key that must be there.
  package mutating func required(_ key: String) throws(FormatError) -> JSONReader {
    if let reader = optional(key) { return reader }
    let asked = Set(known)
    let typed = members.map(\.key).filter { !asked.contains($0) }
    throw reader.error(
      "the key \"\(key)\" is missing",
      help: NearestMatch.find(key, among: typed).map { "it holds \"\($0)\"; did you mean \"\(key)\"?" })
  }

  /// The value of a key that may be left out; a value of null is a value.
  package mutating func optional(_ key: String) -> JSONReader? {
    known.append(key)
    guard let index = indices[key] else { return nil }
    return JSONReader(members[index].node, way: reader.way.appending(key: key))
  }

  /// The value of a key that may be left out or null.
  package mutating func present(_ key: String) -> JSONReader? {
    guard let reader = optional(key), !reader.isNull else { return nil }
    return reader
  }

  /// All members in the order of the text, for objects whose keys are data; every key counts as asked for.
  package mutating func all() -> [(key: String, value: JSONReader)] {
    known = members.map(\.key)
    return members.map { ($0.key, JSONReader($0.node, way: reader.way.appending(key: $0.key))) }
  }

  /// Refuses keys that were not asked for.
  package func noOtherKeys() throws(FormatError) {
    let asked = Set(known)
    guard let stranger = members.first(where: { !asked.contains($0.key) }) else { return }
    let name = quotedText(stranger.key)
    var message = "unknown key \(name)"
    let free = known.filter { indices[$0] == nil }
    if let match = NearestMatch.find(stranger.key, among: free + known) { message += "; did you mean \"\(match)\"?" }
    throw FormatError(
      message, at: stranger.keyPosition, path: reader.path,
      help: "known keys: \(Self.listing(asked))")
  }

  /// The first keys by name, and how many more there are.
  private static func listing(_ keys: Set<String>) -> String {
    let longestListed = 20
    let listed = keys.sorted().prefix(longestListed).joined(separator: ", ")
    return keys.count > longestListed ? "\(listed) and \(keys.count - longestListed) more" : listed
  }
}
