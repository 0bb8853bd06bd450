internal import Circuits
internal import Numerics

/// A native gate that entangles two qubits of a device, in the order that the device has it in.
struct Entangler: Hashable {
  enum Style: Hashable {
    /// cx but for gates on one qubit.
    case controlled
    case iswap
    /// rzz at any angle but for gates on one qubit.
    case ising
  }

  let row: StandardGate
  let first: Int
  let second: Int
  /// See `DeviceMap.cost(ofError:)`.
  let cost: Double
  let durationInSeconds: Double

  var style: Style { Self.styles[row.name] ?? .controlled }

  private static let styles: [String: Style] = [
    "cx": .controlled, "cz": .controlled, "ecr": .controlled, "cy": .controlled, "iswap": .iswap, "rzz": .ising,
    "rxx": .ising, "ryy": .ising, "rzx": .ising, "ms": .ising, "cp": .ising, "cu1": .ising,
  ]
  static func isKnown(_ row: StandardGate) -> Bool { styles[row.name] != nil }

  /// Rows that are the same when their qubits are exchanged.
  static let symmetricRows: Set<String> = ["cz", "iswap", "swap", "rzz", "rxx", "ryy", "cp", "cu1", "xy", "pswap"]

  /// How often the gate is needed for a matrix.
  func count(for form: InteractionForm, _ matrix: SquareMatrix) -> Int {
    switch style {
    case .controlled: form.cxCount
    case .ising: form.axisCount
    case .iswap: SynthesisPiece.interactionCount(SynthesisPiece.withISwap(matrix))
    }
  }

  /// A matrix, its first operand on `first`, with this gate.
  func pieces(for form: InteractionForm, _ matrix: SquareMatrix) -> [SynthesisPiece] {
    switch style {
    case .controlled: form.withCX
    case .ising: form.withIsing
    case .iswap: SynthesisPiece.withISwap(matrix)
    }
  }
}
