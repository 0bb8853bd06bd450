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
  var remarks = Remarks.none
  /// What a pragma begins with.
  var pragma = "pragma"
  /// `c = measure q;` where a whole register is read in order.
  var measuresRegisters = false
  /// Scalars stay scalars, outputs outputs, and inputs keep their declared type.
  var keepsDeclaredTypes = false

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
  var isVerbatim: Bool { kind == .pragma && text.split(separator: " ") == ["braket", "verbatim"] }
}

extension Dialect {
  var rules: DialectRules {
    switch self {
    case .openQASM3:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n",
        gates: .declaring(provided: Self.same(Self.version3Library + ["U", "gphase"])), remarks: .all,
        measuresRegisters: true, keepsDeclaredTypes: true)
    case .openQASM2:
      DialectRules(
        version: .two, opening: "OPENQASM 2.0;\ninclude \"qelib1.inc\";\n",
        gates: .declaring(provided: Self.version2Names), measuresRegisters: true)
    case .ibm:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n", gates: .only(Self.same(["rz", "sx", "x", "cz", "id"])))
    case .braket:
      DialectRules(
        opening: "OPENQASM 3.0;\n", gates: .only(Self.braketNames), remarks: .verbatimBoxes, pragma: "#pragma")
    case .ionq:
      DialectRules(
        opening: "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n", gates: .only(Self.same(Self.ionqGates)))
    }
  }

  private static func same(_ names: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
  }

  /// The gates of `stdgates.inc`.
  static let version3Library = [
    "p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx", "cy", "cz", "cp", "crx", "cry",
    "crz", "ch", "swap", "ccx", "cswap", "cu", "CX", "phase", "cphase", "id", "u1", "u2", "u3",
  ]

  /// The gates of the paper's `qelib1.inc`, and of the language.
  static let version2Library = [
    "u3", "u2", "u1", "cx", "id", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "rx", "ry", "rz", "cz", "cy", "ch",
    "ccx", "crz", "cu1", "cu3", "U", "CX",
  ]

  private static let version2Names = same(version2Library).merging(["p": "u1", "cp": "cu1"]) { $1 }

  private static let ionqGates = [
    "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "cx", "cz", "swap",
  ]

  private static let braketNames = [
    "id": "i", "x": "x", "y": "y", "z": "z", "h": "h", "s": "s", "sdg": "si", "t": "t", "tdg": "ti", "sx": "v",
    "sxdg": "vi", "p": "phaseshift", "rx": "rx", "ry": "ry", "rz": "rz", "cx": "cnot", "cy": "cy", "cz": "cz",
    "csx": "cv", "cp": "cphaseshift", "swap": "swap", "iswap": "iswap", "ecr": "ecr", "rxx": "xx", "ryy": "yy",
    "rzz": "zz", "ccx": "ccnot", "cswap": "cswap", "gphase": "gphase",
  ]
}
