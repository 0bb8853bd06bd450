package import Circuits
package import Numerics

/// Programs that go to a backend together.
package struct Batch: Sendable {
  /// A program with a value for each of its parameters and inputs, and how often to run it.
  package struct Entry: Sendable {
    package var program: Program
    package var parameters: [Double]
    package var inputs: [Value]
    package var shots: Int

    package init(_ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int) {
      self.program = program
      self.parameters = parameters
      self.inputs = inputs
      self.shots = shots
    }
  }

  package var entries: [Entry]
  /// Where outcomes come from. Entry 0 takes this stream itself, every other one the substream of its number.
  package var stream: RandomStream
  /// Whether each shot's outcome is asked for, in order.
  package var keepsMemory = false
  /// When a simulation gives up.
  package var deadline: ContinuousClock.Instant?
  /// The most classical instructions that one shot may run.
  package var stepLimit = 100_000_000
  /// What the results are for: a machine that is paid for runs the same batch with the same purpose once, for ever.
  package var purpose: String?

  package init(_ entries: [Entry], stream: RandomStream) {
    self.entries = entries
    self.stream = stream
  }

  /// The stream of one entry.
  package func stream(of index: Int) -> RandomStream { index == 0 ? stream : stream.substream(index) }
}
