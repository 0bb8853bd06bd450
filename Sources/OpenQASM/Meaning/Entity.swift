internal import Circuits

/// What a name stands for where it is used.
enum Entity {
  case none
  case gate(GateEntity)
  /// A qubit register or scalar.
  case qubits(Span)
  case bits(Span)
  /// A place in `Analyzer.aliases`.
  case alias(Int)
  /// A place in `Analyzer.constants`.
  case constant(Int)
  /// A parameter of the circuit.
  case parameter(Int)
  /// An angle of the gate being declared.
  case gateAngle(Int)
  /// A qubit of the gate being declared.
  case gateQubit(Int)
  /// Declared by a statement that this version cannot run; already reported.
  case unsupported

  /// What the name is, for messages.
  var noun: String {
    switch self {
    case .none: "nothing"
    case .gate: "a gate"
    case .qubits(let span): span.isScalar ? "a qubit" : "a qubit register"
    case .bits(let span): span.isScalar ? "a bit" : "a bit register"
    case .alias: "an alias"
    case .constant: "a constant"
    case .parameter: "an input"
    case .gateAngle: "an angle of the gate"
    case .gateQubit: "a qubit of the gate"
    case .unsupported: "a name"
    }
  }
}

/// A gate that may be called: its row or declaration, and its place in `Circuit.gates` without modifiers.
struct GateEntity {
  var target: Gate.Target
  var angleCount: Int
  var qubitCount: Int
  /// `Operation.noIndex` until the circuit uses the gate.
  var place = Operation.noIndex

  init(target: Gate.Target, angleCount: Int, qubitCount: Int) {
    self.target = target
    self.angleCount = angleCount
    self.qubitCount = qubitCount
  }

  init(_ row: StandardGate) {
    let definition = row.definition
    self.init(
      target: .standard(row), angleCount: definition.angleNames.count, qubitCount: definition.qubitCount)
  }
}

/// A run of qubits or bits with the name of one register.
struct Span {
  var start: Int
  var count: Int
  var isScalar: Bool
}

/// A named choice of qubits or bits.
struct Alias {
  var indices: [Int]
  var isScalar: Bool
  var isQuantum: Bool
}
