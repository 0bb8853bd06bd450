internal import Circuits
internal import Numerics

/// Gates on one qubit that follow each other: numbers merge into matrices, symbols stay turns about Z between them.
struct OneQubitRun {
  enum Token {
    case gate(SquareMatrix)
    /// Never constant.
    case turn(LinearAngle)
  }

  private(set) var tokens: [Token] = []

  private static let tolerance = 1e-12

  init() {}

  init(turn: LinearAngle) { append(turn) }

  mutating func append(_ turn: LinearAngle) {
    if turn.isConstant { return append(.turnZ(turn.constant)) }
    guard case .turn(let last)? = tokens.last else { return tokens.append(.turn(turn)) }
    tokens.removeLast()
    let sum = last + turn
    if sum.isConstant { append(.turnZ(sum.constant)) } else { tokens.append(.turn(sum)) }
  }

  mutating func append(_ gate: SquareMatrix) {
    switch tokens.last {
    case nil: push(gate)
    case .gate(let last):
      tokens.removeLast()
      append(again: gate * last)
    case .turn(let turn):
      if gate[0, 1].magnitude < Self.tolerance {
        tokens.removeLast()
        tokens.append(.turn(turn + LinearAngle(gate[1, 1].argument - gate[0, 0].argument)))
      } else if gate[0, 0].magnitude < Self.tolerance {
        // An exchange of 0 and 1 goes before the turn and changes its sign.
        tokens.removeLast()
        append(gate)
        append(-turn)
      } else {
        tokens.append(.gate(gate))
      }
    }
  }

  /// A merged gate: it may have become one that a turn before it takes in.
  private mutating func append(again gate: SquareMatrix) {
    if tokens.isEmpty { push(gate) } else { append(gate) }
  }

  /// Starts with a gate, unless it does nothing.
  private mutating func push(_ gate: SquareMatrix) {
    let isIdentity =
      gate[0, 1].magnitude < Self.tolerance && (gate[0, 0] - gate[1, 1]).magnitude < Self.tolerance
    if !isIdentity { tokens.append(.gate(gate)) }
  }
}

extension OneQubitRun {
  /// A row on one qubit at some angles.
  mutating func append(_ row: StandardGate, _ angles: [Angle], in arena: ExpressionArena) {
    let values = angles.compactMap(\.constantValue)
    if values.count == angles.count { return append(row.definition.matrix(values)) }
    let sums = angles.map { LinearAngle($0, in: arena) }
    switch row.name {
    case "rz", "p", "u1": append(sums[0])
    case "rx": appendRotation(sums[0], phase: LinearAngle())
    case "ry": appendRotation(sums[0], phase: LinearAngle(.pi / 2))
    case "prx": appendRotation(sums[0], phase: sums[1])
    case "gpi": appendRotation(LinearAngle(.pi), phase: sums[0])
    case "gpi2": appendRotation(LinearAngle(.pi / 2), phase: sums[0])
    case "u2": appendEuler(LinearAngle(.pi / 2), sums[0], sums[1])
    case "u", "u3", "U": appendEuler(sums[0], sums[1], sums[2])
    default: break
    }
  }

  /// The rows on one qubit that take angles and that `append` knows; those left have no effect.
  static let knownRows: Set<String> = ["rz", "p", "u1", "rx", "ry", "prx", "gpi", "gpi2", "u2", "u", "u3", "U", "u0"]

  /// A rotation about the axis of the equator at `phase`.
  private mutating func appendRotation(_ angle: LinearAngle, phase: LinearAngle) {
    append(-phase)
    append(SquareMatrix.hadamard)
    append(angle)
    append(SquareMatrix.hadamard)
    append(phase)
  }

  private mutating func appendEuler(_ theta: LinearAngle, _ phi: LinearAngle, _ lambda: LinearAngle) {
    append(lambda)
    appendRotation(theta, phase: LinearAngle(.pi / 2))
    append(phi)
  }
}
