internal import Circuits

/// Names that a dialect's language keeps for itself, and the names that it lets programs choose.
struct ReservedNames {
  let keywords: Set<String>
  let builtins: Set<String>
  /// What the text includes, or what the reader knows without an include.
  let gates: Set<String>
  private let version: DialectRules.Version

  init(_ dialect: Dialect) {
    version = dialect.rules.version
    switch dialect {
    case .openQASM2:
      keywords = Self.version2Keywords
      builtins = Self.version2Builtins
      gates = Self.version2Gates
    case .openQASM3, .ibm, .ionq:
      keywords = Self.version3Keywords
      builtins = Self.version3Builtins
      gates = Self.version3Gates
    case .braket:
      keywords = Self.version3Keywords
      builtins = Self.version3Builtins
      gates = Self.braketGates
    }
  }

  /// What a name means already, for a message.
  func meaning(of name: String) -> String? {
    if keywords.contains(name) { return "a keyword of OpenQASM" }
    if builtins.contains(name) { return "a constant or function of OpenQASM" }
    return gates.contains(name) ? "a gate" : nil
  }

  func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    let rest = name.unicodeScalars.dropFirst()
    switch version {
    case .two:
      return ("a"..."z").contains(first) && rest.allSatisfy { Self.isPlainLetter($0) || Self.isDigit($0) || $0 == "_" }
    case .three: return Self.isLetter(first) && rest.allSatisfy { Self.isLetter($0) || Self.isDigit($0) }
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isPlainLetter(scalar) || scalar == "_" }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
    default: false
    }
  }

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

  private static let version3Keywords = words(
    """
    OPENQASM include defcalgrammar def cal defcal gate extern box let break continue if else end return for while \
    in switch case default nop pragma input output const readonly mutable qreg qubit creg bool bit int uint float \
    angle complex array void duration stretch gphase inv pow ctrl negctrl durationof delay reset measure barrier \
    true false im
    """)

  private static let version3Builtins = words(
    """
    pi π tau τ euler ℇ arccos arcsin arctan ceiling cos exp floor imag log mod popcount pow real rotl rotr sin \
    sizeof sqrt tan
    """)

  private static let version2Keywords = words("OPENQASM include qreg creg gate opaque barrier measure reset if U CX")
  private static let version2Builtins = words("pi sin cos tan exp ln sqrt")
  private static let version2Gates = names(in: .qelib1)
  private static let version3Gates = names(in: [.stdgates, .language])
  private static let braketGates = names(in: [.braket, .language])

  private static func names(in libraries: GateLibrary) -> Set<String> {
    let rows = GateDefinition.all.filter { !$0.allLibraries.isDisjoint(with: libraries) }.map(\.name)
    let aliases = GateAlias.all.filter { !$0.libraries.isDisjoint(with: libraries) }.map(\.name)
    return Set(rows + aliases)
  }
}
