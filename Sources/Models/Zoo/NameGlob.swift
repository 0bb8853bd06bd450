/// A pattern of names, in which `*` stands for any letters and `?` for any one.
package struct NameGlob: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// Works through the name once, and goes back to the last star where a letter does not fit.
  package func matches(_ name: String) -> Bool {
    let (pattern, name) = (Array(text), Array(name))
    var (place, letter) = (0, 0)
    var lastStar: (place: Int, letter: Int)?
    while letter < name.count {
      if place < pattern.count, pattern[place] == "*" {
        lastStar = (place, letter)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[letter] {
        place += 1
        letter += 1
      } else if let star = lastStar {
        lastStar = (star.place, star.letter + 1)
        place = star.place + 1
        letter = star.letter + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
