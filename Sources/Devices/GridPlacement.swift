/// Looks for places on a grid where all coupled qubits are side by side: lines, lattices of squares and of heavy
/// hexagons have such places. A search with a limit; most other couplings have none.
struct GridPlacement {
  private let neighbours: [[Int]]
  private let distances: [[Int]]
  private var places: [Device.GridPosition?]
  private var occupied: Set<Device.GridPosition> = []
  private var stepsLeft = 10_000

  private static let largestQubitCount = 256

  /// The places of a device's qubits, from column and row 0 on; nil where none were found.
  static func find(for device: Device) -> [Device.GridPosition]? {
    guard device.qubits.count <= largestQubitCount else { return nil }
    var neighbours = Array(repeating: [Int](), count: device.qubits.count)
    for coupling in device.couplings {
      neighbours[coupling.low].append(coupling.high)
      neighbours[coupling.high].append(coupling.low)
    }
    guard neighbours.allSatisfy({ $0.count <= 4 }) else { return nil }
    var placement = GridPlacement(neighbours)
    guard placement.distances.first?.allSatisfy({ $0 < Int.max }) == true, placement.place() else { return nil }
    return placement.normalized
  }

  private init(_ neighbours: [[Int]]) {
    self.neighbours = neighbours
    distances = neighbours.indices.map { Self.distances(from: $0, neighbours) }
    places = Array(repeating: nil, count: neighbours.count)
  }

  private static func distances(from start: Int, _ neighbours: [[Int]]) -> [Int] {
    var distances = Array(repeating: Int.max, count: neighbours.count)
    distances[start] = 0
    var queue = [start]
    var next = 0
    while next < queue.count {
      let qubit = queue[next]
      next += 1
      for other in neighbours[qubit] where distances[other] == Int.max {
        distances[other] = distances[qubit] + 1
        queue.append(other)
      }
    }
    return distances
  }

  /// Places one qubit after the other, those with the most placed neighbours first; false where that cannot be.
  private mutating func place() -> Bool {
    guard let qubit = nextQubit else { return true }
    for cell in cells(for: qubit) {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return false }
      places[qubit] = cell
      occupied.insert(cell)
      if place() { return true }
      places[qubit] = nil
      occupied.remove(cell)
    }
    return false
  }

  /// Of a path its end comes first, so that it can be followed.
  private var nextQubit: Int? {
    let free = places.indices.filter { places[$0] == nil }
    guard !occupied.isEmpty else { return free.min { neighbours[$0].count < neighbours[$1].count } }
    return free.max { first, second in
      (placedNeighbours(first).count, -first) < (placedNeighbours(second).count, -second)
    }
  }

  private func placedNeighbours(_ qubit: Int) -> [Device.GridPosition] { neighbours[qubit].compactMap { places[$0] } }

  /// The free cells beside all placed neighbours, none farther from a placed qubit than the way along couplings; going
  /// straight on comes first.
  private func cells(for qubit: Int) -> [Device.GridPosition] {
    let beside = placedNeighbours(qubit)
    guard let first = beside.first else { return occupied.isEmpty ? [.init(column: 0, row: 0)] : [] }
    let steps = [(1, 0), (0, 1), (0, -1), (-1, 0)]
    let cells = steps.map { Device.GridPosition(column: first.column + $0.0, row: first.row + $0.1) }.filter { cell in
      !occupied.contains(cell) && beside.allSatisfy { $0.distance(to: cell) == 1 }
        && places.indices.allSatisfy { other in
          places[other].map { $0.distance(to: cell) <= distances[qubit][other] } ?? true
        }
    }
    return cells.filter { isStraight(first, $0) } + cells.filter { !isStraight(first, $0) }
  }

  /// Whether the cell opposite of this one, seen from the neighbour, is taken.
  private func isStraight(_ neighbour: Device.GridPosition, _ cell: Device.GridPosition) -> Bool {
    occupied.contains(
      .init(column: 2 * neighbour.column - cell.column, row: 2 * neighbour.row - cell.row))
  }

  /// All places moved to begin at 0, lying rather than standing.
  private var normalized: [Device.GridPosition] {
    let found = places.compactMap(\.self)
    let left = found.map(\.column).min() ?? 0
    let top = found.map(\.row).min() ?? 0
    let moved = found.map { Device.GridPosition(column: $0.column - left, row: $0.row - top) }
    let isStanding = (moved.map(\.row).max() ?? 0) > (moved.map(\.column).max() ?? 0)
    return isStanding ? moved.map { .init(column: $0.row, row: $0.column) } : moved
  }
}

extension Device.GridPosition {
  /// Steps along the grid.
  package func distance(to other: Self) -> Int { abs(column - other.column) + abs(row - other.row) }
}

extension Device {
  /// Where the qubits are drawn: as the device says, else as found; nil where there are no such places.
  package var drawnPositions: [GridPosition]? { positions.isEmpty ? GridPlacement.find(for: self) : positions }
}
