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
  /// A place in `Analyzer.variables`.
  case variable(Int)
  /// A place in `Analyzer.variableAliases`.
  case variableAlias(Int)
  /// A place in `Analyzer.subroutines`.
  case subroutine(Int)
  /// A function that the program expects from outside, and how many arguments it takes.
  case external(argumentCount: Int)
  /// A parameter of the circuit.
  case parameter(Int)
  /// An angle of the gate being declared.
  case gateAngle(Int)
  /// A qubit of the gate being declared.
  case gateQubit(Int)
  /// A gate that nothing but a calibration says anything about.
  case calibration
  /// Qubits that a subroutine was given, or chose while running: a place in `Analyzer.qubitVariables`.
  case qubitVariable(Int)
  /// Declared by a statement with an error, which is already reported.
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
    case .variable: "a variable"
    case .variableAlias: "an alias"
    case .subroutine: "a subroutine"
    case .external: "an extern function"
    case .calibration: "a calibrated gate"
    case .qubitVariable: "a qubit of the subroutine"
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

/// A classical variable that is no register of global bits.
struct Variable {
  var type: ClassicalType
  var slot: Slot
  /// The routine that it belongs to; nil outside of all.
  var routine: Int?
  /// What it is, where it cannot be assigned to.
  var constancy: Constancy?

  enum Constancy: String {
    case input = "an input"
    case readonly = "a readonly parameter"
  }
}

/// Qubits whose numbers a slot holds while the program runs.
struct QubitVariable {
  var slot: Slot
  /// Nil where only the run knows.
  var count: Int?
  var isScalar: Bool
  var routine: Int?
}

/// A `def`: what it takes and gives.
struct Subroutine {
  enum Parameter {
    case value(ClassicalType)
    case array(ClassicalType, isMutable: Bool)
    case qubits(count: Int, isScalar: Bool)
  }

  var name: String
  var parameters: [Parameter]
  var result: ClassicalType?
  /// Its place in the code builder's routines.
  var routine: Int
  /// Whether an `end` in it, or in what it calls, may stop the program. Then the local slot behind its parameters is
  /// true where that happened.
  var mayEnd = false

  /// The place of that slot.
  var endMark: Int { parameters.count }
}
