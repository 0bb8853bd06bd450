/// A pattern of names: `*` stands for any characters, `?` for one, everything else for itself.
package struct NamePattern: Hashable, Sendable {
  private let pattern: [UInt8]

  package init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  package func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    var (place, next) = (0, 0)
    // Where the last `*` was, and how much of the name it stands for so far.
    var star: (pattern: Int, name: Int)?
    while next < name.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, next)
        place += 1
      } else if place < pattern.count, pattern[place] == name[next] || pattern[place] == UInt8(ascii: "?") {
        place += 1
        next += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        place = last.pattern + 1
        next = last.name + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
