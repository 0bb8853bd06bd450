internal import Circuits
internal import Execution
internal import OpenQASM

extension JobPiece {
  /// An entry of a batch as a provider reads it: a circuit with numbers for all angles, in its dialect. One that is
  /// compiled already goes into a verbatim box.
  init(
    _ entry: Batch.Entry, number: Int, exporter: Exporter, isVerbatim: Bool = false
  ) throws(BackendError) {
    let circuit = try Self.circuit(of: entry, number)
    var sent = circuit
    if isVerbatim {
      guard let boxed = circuit.inVerbatimBox() else {
        throw .unsupported(
          "the program resets qubits, lets them wait, has boxes of its own, or measures qubits and goes on with them, "
            + "which no verbatim box holds",
          help: "leave --verbatim out", entry: number)
      }
      sent = boxed
    }
    if exporter.dialect == .ionq {
      sent.bitRegisters = [Register(name: IonQResult.register, start: 0, count: circuit.bitCount)]
    }
    let bytes: [UInt8]
    do { bytes = try exporter.text(of: sent) } catch {
      throw .unsupported(
        error.message, help: error.help ?? "change the program as the message says", entry: number)
    }
    let gates = circuit.operations.indices.filter { circuit.operations[$0].kind == .gate }
    let one = gates.count { circuit.operands(of: $0).count == 1 }
    self.init(
      entry: number, text: String(decoding: bytes, as: UTF8.self), qubitCount: circuit.qubitCount,
      layout: ResultLayout(circuit, shots: entry.shots), gateCounts: (one, gates.count - one))
  }

  /// The circuit that an entry comes to with its numbers; refused where a machine in a cloud cannot run it.
  private static func circuit(of entry: Batch.Entry, _ number: Int) throws(BackendError) -> Circuit {
    guard entry.shots > 0 else {
      throw .unsupported("a machine in a cloud gives shots, and none are asked for", help: "add --shots", entry: number)
    }
    guard case .circuit(let circuit, _) = entry.program.specialized(parameters: entry.parameters, inputs: entry.inputs)
    else {
      throw .unsupported(
        "what the program does depends on what it measures, which is not sent to machines in a cloud",
        help: "take --backend ideal, or noisy-DEVICE", entry: number)
    }
    guard entry.program.outputs.isEmpty else {
      throw .unsupported(
        "outputs that are no bits are not to be had of machines in a cloud", help: "declare the outputs as bits",
        entry: number)
    }
    guard circuit.bitCount > 0 else {
      throw .unsupported("the program measures nothing", help: "measure into a register of bits", entry: number)
    }
    guard !circuit.bitRegisters.contains(where: { $0.initialValue?.isAnySet ?? false }) else {
      throw .unsupported(
        "bits that start as 1 are not kept by machines in clouds", help: "let bits start as 0", entry: number)
    }
    return circuit
  }
}
