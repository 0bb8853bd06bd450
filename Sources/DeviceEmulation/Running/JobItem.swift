internal import Circuits
internal import Execution

/// One circuit of a job: what to run, at which values, how often.
struct JobItem: Sendable {
  /// How the circuit is said.
  enum Source: Sendable {
    /// A text in a dialect.
    case text(String, ProgramDialect)
    case circuit(Circuit)
  }

  /// Values of a program's inputs.
  enum Binding: Sendable, Equatable {
    case named([String: Double])
    /// In the alphabetical order of the inputs' names.
    case ordered([Double])
  }

  let source: Source
  /// One a point.
  var bindings: [Binding] = [.named([:])]
  /// How the points lie: a point alone has no axis.
  var shape: [Int] = []
  let shots: Int
  /// Whether exact probabilities are wanted, where the machine is ideal and the circuit measures at its end.
  var wantsProbabilities = false

  /// What a circuit gave.
  struct Reading: Sendable {
    /// One sample a point, in the order of the points, with memory.
    var samples: [Sample]
    /// The probability of each outcome of all bits, bit 0 least significant, one list a point.
    var probabilities: [[Double]]?
    /// The bit registers, as the program declares them.
    var registers: [Register]
    /// Which qubit each measurement reads, and into which bit, in their order.
    var measurements: [(qubit: Int, bit: Int?)]
    /// How many qubits the program has.
    var qubitCount: Int

    /// The bits that measurements fill, in their order, each with the qubit that it was read from last.
    var columns: [(bit: Int, qubit: Int)] {
      var qubits: [Int: Int] = [:]
      for measurement in measurements { if let bit = measurement.bit { qubits[bit] = measurement.qubit } }
      return qubits.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }
}

/// Which OpenQASM a provider reads.
enum ProgramDialect: Sendable {
  /// OpenQASM 3 with `stdgates.inc`.
  case ibm, ionq
  /// Gates of its own without an include, which is refused.
  case braket

  var libraries: GateLibrary { self == .braket ? .braket : [] }
}
