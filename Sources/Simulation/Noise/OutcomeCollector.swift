import Circuits
import Execution
import Numerics

/// Makes a sample of outcomes: counts, and each shot's outcome where it is asked for.
struct OutcomeCollector {
  let layout: OutcomeLayout
  let keepsMemory: Bool
  private var builder: CountsBuilder
  private var parts: [(outcome: [UInt64], shots: Int)] = []
  private var outputs: [OutputCounts]

  init(_ program: Program, keepsMemory: Bool) {
    layout = OutcomeLayout(program.circuit.bitRegisters)
    builder = CountsBuilder(layout: layout)
    outputs = program.outputs.map { OutputCounts($0.name) }
    self.keepsMemory = keepsMemory
  }

  mutating func add(_ bits: BitString, times: Int) {
    let outcome = layout.outcome(of: bits)
    builder.add(packed: outcome, times: times)
    if keepsMemory { parts.append((outcome, times)) }
  }

  /// Adds what an execution at its end has to report.
  mutating func add(_ execution: ProgramExecution, times: Int) {
    for (place, output) in execution.program.outputs.enumerated() {
      outputs[place].add(execution.value(of: output.slot).text, times: times)
    }
    add(execution.bits, times: times)
  }

  /// The sample; shots are put in a random order.
  mutating func sample(_ stream: RandomStream) -> Sample {
    let counts = builder.counts()
    guard keepsMemory else { return Sample(counts: counts, outputs: outputs) }
    var memory = parts.flatMap { part in Array(repeating: counts.place(of: part.outcome) ?? 0, count: part.shots) }
    var order = stream.substream("memory")
    memory.shuffle(using: &order)
    return Sample(counts: counts, outputs: outputs, memory: memory)
  }
}
