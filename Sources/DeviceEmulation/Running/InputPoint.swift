internal import Circuits

/// A value for each input of a program.
struct InputPoint: Sendable {
  private(set) var parameters: [Double] = []
  private(set) var inputs: [Value] = []

  /// Takes the values; every input needs one, and no other may be given.
  init(_ binding: JobItem.Binding, for program: Program) throws(JobFailure) {
    var rest: [String: Double]
    switch binding {
    case .named(let values): rest = values
    case .ordered(let values):
      let names = (program.circuit.parameters.map(\.name) + program.inputs.map(\.name)).sorted()
      guard names.count == values.count else {
        throw JobFailure(message: "the program has \(names.count) inputs, and \(values.count) values are given")
      }
      rest = Dictionary(zip(names, values)) { first, _ in first }
    }
    for parameter in program.circuit.parameters {
      guard let value = rest.removeValue(forKey: parameter.name) else { throw Self.missing(parameter.name) }
      parameters.append(parameter.held(value))
    }
    for input in program.inputs {
      guard let value = rest.removeValue(forKey: input.name) else { throw Self.missing(input.name) }
      do { inputs.append(try Value.float(value).converted(to: input.type)) } catch {
        throw JobFailure(message: "the input \(input.name) cannot be \(value)")
      }
    }
    if let name = rest.keys.sorted().first { throw JobFailure(message: "the program has no input \(name)") }
  }

  private static func missing(_ name: String) -> JobFailure {
    JobFailure(message: "the input \(name) has no value")
  }
}
