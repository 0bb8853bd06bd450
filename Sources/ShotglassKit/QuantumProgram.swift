internal import Circuits
internal import Execution
internal import Numerics
internal import OpenQASM
internal import Simulation

/// A quantum program that was read from OpenQASM 3 or 2 text, ready to run, draw and export.
///
/// ```swift
/// let program = try QuantumProgram(openQASM: text)
/// let counts = try program.sample(shots: 1000, seed: 7)
/// print(counts["00"] ?? 0)
/// ```
public struct QuantumProgram: Sendable {
  private let loaded: LoadResult
  private let program: Program

  private var circuit: Circuit { program.circuit }

  /// Reads a program; all that is wrong with it is in the error.
  ///
  /// - Parameters:
  ///   - text: OpenQASM 3 or 2; a text without a version is OpenQASM 3.
  ///   - name: what messages call the text.
  ///   - includeFolder: the folder that `include` may read from; without one, only the standard libraries.
  /// - Throws: `ProgramError` with every diagnostic, each with its line and a caret.
  public init(openQASM text: String, name: String = "program.qasm", includeFolder: String? = nil) throws(ProgramError) {
    let result = Loader.load(
      SourceText(path: name, text: text), includes: includeFolder.map { Includes.folder($0) } ?? .none)
    guard let program = result.program else {
      var renderer = DiagnosticRenderer(sources: result.files)
      throw ProgramError(description: renderer.render(result.diagnostics))
    }
    loaded = result
    self.program = program
  }

  /// The names of the program's inputs, in order of declaration.
  public var inputs: [String] { circuit.parameters.map(\.name) }

  /// How many qubits the program has.
  public var qubitCount: Int { circuit.qubitCount }

  /// Runs the program and counts its outcomes.
  ///
  /// - Parameters:
  ///   - shots: how often to run it.
  ///   - seed: the same seed gives the same counts.
  ///   - inputs: a number for each input.
  /// - Returns: how often each outcome came. In a key the last declared register stands leftmost and in each
  ///   register the highest index, with a blank between registers.
  /// - Throws: `ProgramError` for a missing input, too many qubits, or an angle that is no finite number.
  public func sample(shots: Int, seed: UInt64 = 0, inputs: [String: Double] = [:]) throws(ProgramError) -> [String: Int]
  {
    let point = try values(of: inputs)
    guard shots >= 0 else { throw ProgramError(description: "\(shots) shots: a number of shots is not negative") }
    do {
      let sample = try StateSimulator().sample(
        program, parameters: point, shots: shots, stream: RandomStream(seed: seed))
      let counts = sample.counts
      return Dictionary(uniqueKeysWithValues: counts.occurrences.enumerated().map { (counts.key(at: $0), $1) })
    } catch {
      throw ProgramError(description: "\(error.message)\nhelp: \(error.help)")
    }
  }

  /// The exact final state, qubit 0 the least significant bit of the index; final measurements are skipped.
  ///
  /// - Parameter inputs: a number for each input.
  /// - Returns: real and imaginary part of each amplitude.
  /// - Throws: `ProgramError` where there is no one final state: something follows a measurement.
  public func amplitudes(inputs: [String: Double] = [:]) throws(ProgramError) -> [(real: Double, imaginary: Double)] {
    let point = try values(of: inputs)
    guard let circuit = program.staticCircuit else {
      throw ProgramError(description: "the program has no one final state: it decides while it runs what it does")
    }
    do {
      return try StateSimulator().amplitudes(of: circuit, parameters: point).map { ($0.real, $0.imaginary) }
    } catch {
      throw ProgramError(description: "\(error.message)\nhelp: \(error.help)")
    }
  }

  /// The program as text of a dialect.
  ///
  /// - Parameter dialect: whose OpenQASM to write.
  /// - Returns: text that reads back as the same program, where the dialect is `openQASM3`.
  /// - Throws: `ProgramError` where the dialect cannot say what the program does.
  public func text(for dialect: TextDialect = .openQASM3) throws(ProgramError) -> String {
    do {
      return String(decoding: try Exporter(dialect: dialect.exported).text(of: loaded), as: UTF8.self)
    } catch {
      guard let range = error.range else { throw ProgramError(description: "\(error)") }
      var renderer = DiagnosticRenderer(sources: loaded.files)
      throw ProgramError(description: renderer.render(error.diagnostic(at: range)))
    }
  }

  private func values(of inputs: [String: Double]) throws(ProgramError) -> [Double] {
    let names = Set(self.inputs)
    if let unknown = inputs.keys.sorted().first(where: { !names.contains($0) }) {
      throw ProgramError(description: "the program has no input '\(unknown)'")
    }
    var values: [Double] = []
    for name in self.inputs {
      guard let value = inputs[name] else { throw ProgramError(description: "no value for the input '\(name)'") }
      values.append(value)
    }
    return values
  }
}

/// Whose OpenQASM a text is written for.
public enum TextDialect: Sendable, CaseIterable {
  /// OpenQASM 3 with its standard library: reads back as the same program.
  case openQASM3
  /// OpenQASM 2 with the published library.
  case openQASM2
  /// Physical qubits and native gates, as IBM's service runs them.
  case ibm
  /// Amazon Braket's gate names, without an include.
  case braket
  /// Plain gates, as IonQ's service reads them.
  case ionq

  fileprivate var exported: Dialect {
    switch self {
    case .openQASM3: .openQASM3
    case .openQASM2: .openQASM2
    case .ibm: .ibm
    case .braket: .braket
    case .ionq: .ionq
    }
  }
}

/// Why a program cannot be read, run or written: the text of a message for people.
public struct ProgramError: Error, CustomStringConvertible, Sendable {
  /// What is wrong, where, and what to type instead.
  public let description: String
}
