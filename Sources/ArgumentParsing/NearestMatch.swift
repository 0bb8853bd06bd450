/// Finds the known name that a mistyped word most likely stands for.
enum NearestMatch {
  /// Longer words are never typing errors of our names, and comparing them would cost quadratic time.
  private static let longestComparedWord = 64

  /// The candidate closest to `word`, or nil when none is close enough to be worth naming.
  ///
  /// Case is ignored. A candidate counts when at most a third of its letters (but always one) have to change,
  /// or when `word` is a beginning of at least three letters. Ties go to the earlier candidate.
  static func find(_ word: String, among candidates: [String]) -> String? {
    let typed = Array(word.lowercased().unicodeScalars)
    guard !typed.isEmpty, typed.count <= longestComparedWord else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let known = Array(candidate.lowercased().unicodeScalars)
      guard known.count <= longestComparedWord else { continue }
      var distance = editDistance(typed, known)
      let isBeginning = typed.count >= 3 && known.starts(with: typed)
      if isBeginning { distance = min(distance, 1) }
      guard distance <= max(1, max(typed.count, known.count) / 3), distance < max(typed.count, known.count) else {
        continue
      }
      if let found = best, found.distance <= distance { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
