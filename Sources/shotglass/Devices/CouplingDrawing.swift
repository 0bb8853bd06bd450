import Devices

/// A device's qubits and couplings as a picture of text: a line is a coupling, a dotted one a broken coupling, and ×
/// marks a broken qubit.
struct CouplingDrawing {
  private let device: Device
  private let positions: [Device.GridPosition]
  /// How many characters a qubit's number takes.
  private let width: Int
  /// How many characters stand between two numbers.
  private let gap: Int
  private let occupied: Set<Device.GridPosition>
  private var canvas: [[Character]] = []

  /// Nil where the device does not say, and nobody can find, where its qubits are.
  init?(of device: Device) {
    guard let positions = device.drawnPositions, positions.count == device.qubits.count else { return nil }
    self.device = device
    self.positions = positions
    occupied = Set(positions)
    width = String(device.qubits.count - 1).count
    gap = width > 2 ? 2 : 3
    let columns = (positions.map(\.column).max() ?? 0) + 1
    let rows = (positions.map(\.row).max() ?? 0) + 1
    canvas = Array(repeating: Array(repeating: " ", count: columns * (width + gap)), count: 2 * rows - 1)
    for coupling in device.couplings where isStraight(coupling) { draw(coupling) }
    for qubit in positions.indices { draw(qubit) }
  }

  /// The lines, blanks at their ends left out, then the couplings that are no straight line.
  var text: String {
    var text = canvas.map { line in
      String(line[...(line.lastIndex { $0 != " " } ?? 0)]).replacingTrailingBlank + "\n"
    }.joined()
    let others = device.couplings.filter { !isStraight($0) }.map { "\($0.low)-\($0.high)" }
    if !others.isEmpty { text += "also coupled: \(others.joined(separator: ", "))\n" }
    return text
  }

  /// Whether a line between both qubits meets no other qubit.
  private func isStraight(_ coupling: Device.Coupling) -> Bool {
    let (low, high) = (positions[coupling.low], positions[coupling.high])
    guard low.column == high.column || low.row == high.row else { return false }
    let count = low.distance(to: high)
    guard count > 1 else { return true }
    let (right, down) = ((high.column - low.column).signum(), (high.row - low.row).signum())
    return (1..<count).allSatisfy { step in
      !occupied.contains(.init(column: low.column + step * right, row: low.row + step * down))
    }
  }

  private mutating func draw(_ coupling: Device.Coupling) {
    let (low, high) = (positions[coupling.low], positions[coupling.high])
    if low.row == high.row {
      let (left, right) = (min(low.column, high.column), max(low.column, high.column))
      for place in lastPlace(left)..<lastPlace(right) { canvas[2 * low.row][place] = coupling.isBroken ? "┄" : "─" }
    } else {
      let (top, bottom) = (min(low.row, high.row), max(low.row, high.row))
      for line in (2 * top + 1)..<(2 * bottom) { canvas[line][lastPlace(low.column)] = coupling.isBroken ? "┊" : "│" }
    }
  }

  private mutating func draw(_ qubit: Int) {
    let number = Array(String(qubit))
    let (line, last) = (2 * positions[qubit].row, lastPlace(positions[qubit].column))
    for (offset, digit) in number.enumerated() { canvas[line][last - number.count + 1 + offset] = digit }
    if device.isBroken(qubit) { canvas[line][last + 1] = "×" }
  }

  /// Where the last digit of a number in this column stands.
  private func lastPlace(_ column: Int) -> Int { column * (width + gap) + width - 1 }
}

extension String {
  /// A line of blanks alone is empty.
  fileprivate var replacingTrailingBlank: String { self == " " ? "" : self }
}
