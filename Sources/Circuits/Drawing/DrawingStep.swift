/// One thing that a drawing shows of a program, in the order of its code.
enum DrawingStep {
  /// Operations of the circuit.
  case operations(Range<Int>)
  case gate(Gate, angles: [String], DrawnQubits.List)
  /// Into so many bits of the registers, where it is known which.
  case measurement(DrawnQubits, bits: Range<Int>?)
  case reset(DrawnQubits)
  case barrier(DrawnQubits.List)
  case delay(String, DrawnQubits.List)
  case call(String, DrawnQubits.List)
  /// Where an `if`, a loop or the like begins, and where it ends.
  case opening(String)
  case closing
  /// A statement that leads elsewhere, such as `break`.
  case departure(String)

  /// The qubits that the step names itself.
  var qubits: DrawnQubits.List {
    switch self {
    case .operations, .opening, .closing, .departure: []
    case .measurement(let qubits, _), .reset(let qubits): [qubits]
    case .gate(_, _, let list), .barrier(let list), .delay(_, let list), .call(_, let list): list
    }
  }
}

/// Qubits that a step of a program acts on, as far as they are known without running it.
///
/// Numbers from the circuit's qubit count on are those of the parameters of the subroutine that is drawn.
struct DrawnQubits: Hashable {
  typealias List = [DrawnQubits]

  var numbers: [Int]
  /// Whether the step acts on these qubits, as against some of them.
  var isExact: Bool

  init(_ numbers: [Int], isExact: Bool = true) {
    self.numbers = numbers
    self.isExact = isExact
  }
}

/// What is drawn under one heading: the program, or one of its subroutines.
struct DrawingSection {
  /// Nil for the program itself.
  var title: String?
  var code: Range<Int>
  var parameters: [Parameter] = []

  /// A subroutine's parameter for qubits.
  struct Parameter {
    var name: String
    /// Its local slot.
    var place: Int
    var isScalar: Bool
    /// How many qubits it has, where the text or a call says so.
    var count: Int?
  }

  /// How many wires the parameters take, and their labels: those of an unknown number of qubits take one.
  var labels: [String] {
    parameters.flatMap { parameter in
      guard let count = parameter.count, !parameter.isScalar else { return [parameter.name] }
      return (0..<count).map { "\(parameter.name)[\($0)]" }
    }
  }

  /// The qubits of the parameters by their slots, numbered from `start`.
  func qubits(from start: Int) -> [Slot: DrawnQubits] {
    var result: [Slot: DrawnQubits] = [:]
    var next = start
    for parameter in parameters {
      let count = parameter.isScalar ? 1 : parameter.count ?? 1
      let isExact = parameter.isScalar || parameter.count != nil
      result[.local(parameter.place)] = DrawnQubits(Array(next..<(next + count)), isExact: isExact)
      next += count
    }
    return result
  }
}

extension DrawingSection {
  /// A subroutine by its heading, such as `def f(qubit q, qubit[2] r, int n) -> bit`.
  init(heading: String, code: Range<Int>) {
    self.init(title: heading, code: code)
    guard let opening = heading.firstIndex(of: "(") else { return }
    var depth = 0
    var parts = [""]
    for character in heading[heading.index(after: opening)...] {
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      default: break
      }
      if depth < 0 { break }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    parameters = parts.enumerated().compactMap { Self.parameter($1, place: $0) }
  }

  private static func parameter(_ text: String, place: Int) -> Parameter? {
    let words = text.split { $0 == " " || $0 == "[" || $0 == "]" }
    guard let keyword = words.first, keyword == "qubit" || keyword == "qreg" else { return nil }
    let isScalar = !text.contains("[")
    let name = keyword == "qubit" ? words.last : words.dropFirst().first
    let size = keyword == "qubit" ? words.dropFirst().first : words.last
    return Parameter(
      name: name.map(String.init) ?? "?", place: place, isScalar: isScalar,
      count: isScalar ? 1 : size.flatMap { Int($0) }.flatMap { (1...mostQubits).contains($0) ? $0 : nil })
  }

  /// A parameter of more qubits is drawn as one wire.
  static let mostQubits = 32
}
