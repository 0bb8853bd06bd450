internal import Circuits

/// What distinguishes a dialect's text.
struct DialectRules {
  enum Version { case two, three }

  enum Gates {
    /// These exist, others are declared with their bodies.
    case declaring(provided: [String: String])
    /// Only these exist.
    case only([String: String])
  }

  enum Remarks { case all, none, verbatimBoxes }

  var version = Version.three
  /// The text's first lines.
  var opening: String
  /// Rows of the gate table that the reader knows, and its names for them.
  var gates: Gates
  /// Declarations of gates that the reader has, but the library of its texts has not, by their rows' names.
  var declarations: [String: String] = [:]
  var remarks = Remarks.none
  /// What a pragma begins with.
  var pragma = "pragma"
  /// `c = measure q;` where a whole register is read in order.
  var measuresRegisters = false
  /// Scalars stay scalars, outputs outputs, and inputs keep their declared type.
  var keepsDeclaredTypes = false
  var hasBarriers = true
  var hasInputs = false
  /// Bits start with a value that is written, as readers refuse a bit that was never set.
  var initializesBits = false
  /// A text of bits begins with index 0.
  var readsBitsFromLeft = false

  /// The reader's names for rows that it knows.
  var providedNames: [String: String] {
    switch gates {
    case .declaring(let names), .only(let names): names
    }
  }

  /// Whether text may declare gates.
  var declaresGates: Bool {
    if case .declaring = gates { true } else { false }
  }

  /// Rows that the reader knows by some name.
  var providedRows: Set<StandardGate> { Set(StandardGate.all.filter(isProvided)) }

  func isProvided(_ row: StandardGate) -> Bool { providedNames[row.name] != nil }

  func name(of row: StandardGate) -> String { providedNames[row.name] ?? row.name }

  func keeps(_ remark: Remark) -> Bool {
    switch remarks {
    case .all: true
    case .none: false
    case .verbatimBoxes: remark.isVerbatim
    }
  }
}

extension Remark {
  /// Whether this is Braket's request to run the following box as it is written.
  package var isVerbatim: Bool { kind == .pragma && text.split(separator: " ") == ["braket", "verbatim"] }
}

extension Dialect {
  var rules: DialectRules {
    switch self {
    case .openQASM3:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n",
        gates: .declaring(provided: Self.version3Names), remarks: .all, measuresRegisters: true,
        keepsDeclaredTypes: true, hasInputs: true)
    case .openQASM2:
      DialectRules(
        version: .two, opening: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n",
        gates: .declaring(provided: Self.version2Names), measuresRegisters: true)
    case .ibm:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n", gates: .only(Self.ibmNames))
    case .braket:
      DialectRules(
        opening: "OPENQASM 3.0;\n", gates: .only(Self.braketNames), remarks: .verbatimBoxes, pragma: "#pragma",
        hasInputs: true, readsBitsFromLeft: true)
    case .ionq:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n", gates: .only(Self.ionqNames),
        hasBarriers: false)
    }
  }

  /// The rules for texts that a machine with some gates is to run.
  func rules(for native: Set<StandardGate>) -> DialectRules {
    var rules = rules
    let names = Set(native.map(\.name))
    guard self == .ibm, Self.ibmRotations.isSubset(of: names), !Self.ibmEntanglers.isDisjoint(with: names) else {
      return rules
    }
    rules.gates = .only(Self.same(Self.ibmMachineNames.filter(names.contains)))
    rules.declarations = Self.ibmDeclarations
    return rules
  }

  private static func same(_ names: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
  }

  private static func names(in libraries: GateLibrary) -> [String: String] {
    same(GateDefinition.all.filter { !$0.libraries.isDisjoint(with: libraries) }.map(\.name))
  }

  private static let version3Names = names(in: [.stdgates, .language])

  /// `p` and `cp` have other names in the paper's library, and `U` is built in.
  private static let version2Names = names(in: .qelib1).merging(["p": "u1", "cp": "cu1", "U": "U"]) { $1 }

  /// The gates of `stdgates.inc` that IonQ's own tools send to its service, without those up to a phase.
  private static let ionqNames = same([
    "id", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx", "cz", "crx", "cry", "crz", "swap",
    "ccx",
  ])
  private static let ibmNames = same(["rz", "sx", "x", "cz", "id"])

  /// What IBM's machines have at least.
  private static let ibmRotations: Set<String> = ["rz", "sx", "x"]
  private static let ibmEntanglers: Set<String> = ["cz", "cx", "ecr"]

  /// The gates of IBM's machines. Not rzz: the service takes its angle from 0 to pi/2 only, and which gates a circuit
  /// has must not depend on the values of its inputs.
  private static let ibmMachineNames = ["rz", "sx", "x", "id", "rx", "cz", "cx", "ecr"]

  /// As Qiskit's exporter declares it: a machine knows it by its name.
  private static let ibmDeclarations = ["ecr": "gate ecr a, b {\n  s a;\n  sx b;\n  cx a, b;\n  x a;\n}\n"]

  private static let braketNames = Dictionary(
    uniqueKeysWithValues: GateDefinition.all.compactMap { row in
      // A global phase has no name on Braket's devices, and none is needed.
      row.name == "gphase" ? nil : row.braketName.map { (row.name, $0) }
    })
}
