/// A pattern of names: `*` stands for any characters, `?` for one, everything else for itself.
package struct NamePattern: Hashable, Sendable {
  private let pattern: [Character]

  package init(_ pattern: String) { self.pattern = Array(pattern) }

  /// Works through the name once, and goes back to the last star where a character does not fit.
  package func matches(_ name: String) -> Bool {
    let name = Array(name)
    var (place, next) = (0, 0)
    var lastStar: (place: Int, next: Int)?
    while next < name.count {
      if place < pattern.count, pattern[place] == "*" {
        lastStar = (place, next)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[next] {
        place += 1
        next += 1
      } else if let star = lastStar {
        lastStar = (star.place, star.next + 1)
        (place, next) = (star.place + 1, star.next + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
