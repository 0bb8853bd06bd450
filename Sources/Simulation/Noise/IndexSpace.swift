/// Which bit of a state's index belongs to what, and the maps that change both.
struct IndexSpace: Sendable {
  enum Place: Hashable, Sendable {
    /// The Pauli digits of a qubit: I is neither bit, Z and X one each, Y both.
    case z(Int), x(Int)
    /// What a measurement gave, as I and Z.
    case record(Int)
    /// The value of a qubit.
    case value(Int)
    /// Real and imaginary parts.
    case imaginary
  }

  /// What stands at each bit, the lowest first.
  var places: [Place] = []

  var bits: Int { places.count }

  func position(of place: Place) -> Int? { places.firstIndex(of: place) }

  /// The number with the bits of some places set; those that are missing count for nothing.
  func offset(of chosen: [Place]) -> Int64 {
    chosen.reduce(0) { $0 | (position(of: $1).map { 1 << Int64($0) } ?? 0) }
  }

  func holds(_ place: Place) -> Bool { places.contains(place) }
}

/// One side of a map: places, and for every index of it which numbers of a matrix it stands for.
struct MapSide {
  struct Entry {
    var offset: Int64 = 0
    var parts: [(index: Int, weight: Double)] = [(0, 1)]
  }

  private(set) var entries: [Entry] = [Entry()]
  private var scale = 1

  /// Adds an operand with so many values in the matrix: what it may be here, each with the bits that it sets.
  mutating func append(_ choices: [Entry], size: Int) {
    entries = choices.flatMap { choice in
      entries.map { entry in
        Entry(
          offset: entry.offset | choice.offset,
          parts: choice.parts.flatMap { part in
            entry.parts.map { ($0.index + part.index * scale, $0.weight * part.weight) }
          })
      }
    }
    scale *= size
  }

  var offsets: [Int64] { entries.map(\.offset) }

  /// The elements of a matrix, summed over the parts of both sides.
  static func reduce(_ matrix: [Double], size: Int, rows: MapSide, columns: MapSide) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(rows.entries.count * columns.entries.count)
    for row in rows.entries {
      for column in columns.entries {
        var sum = 0.0
        for part in row.parts {
          for other in column.parts { sum += part.weight * other.weight * matrix[part.index * size + other.index] }
        }
        result.append(sum)
      }
    }
    return result
  }
}
