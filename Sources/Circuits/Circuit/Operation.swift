/// One step of a circuit, 16 bytes. Its operands and angles stand in the circuit's pools, from its own
/// start to the next operation's.
package struct Operation: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// `index` is a place in `Circuit.gates`.
    case gate
    /// Operands: the qubit, then the bit or `Operation.noBit`.
    case measure
    case reset
    case barrier
    /// `index` is a place in `Circuit.durations`.
    case delay
    /// Like a barrier, and for devices: what stands between `boxStart` and `boxEnd` keeps together.
    /// `index` is a place in `Circuit.durations`, or `Operation.noIndex`.
    case boxStart
    case boxEnd
  }

  package static let noBit = UInt32.max
  package static let noIndex = UInt32.max

  package var kind: Kind
  package var index: UInt32
  package var operandStart: UInt32
  package var angleStart: UInt32

  package init(kind: Kind, index: UInt32, operandStart: UInt32, angleStart: UInt32) {
    self.kind = kind
    self.index = index
    self.operandStart = operandStart
    self.angleStart = angleStart
  }
}

/// A length of time as the program states it.
package struct Duration: Hashable, Sendable {
  package enum Unit: String, CaseIterable, Sendable {
    case nanoseconds = "ns"
    case microseconds = "us"
    case milliseconds = "ms"
    case seconds = "s"
    /// The device's sampling time.
    case deviceTicks = "dt"
  }

  package var value: Double
  package var unit: Unit

  package init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// Nil for a length in ticks, which only a device knows.
  package var inSeconds: Double? {
    switch unit {
    case .nanoseconds: value * 1e-9
    case .microseconds: value * 1e-6
    case .milliseconds: value * 1e-3
    case .seconds: value
    case .deviceTicks: nil
    }
  }
}

/// A line that a tool other than Shotglass reads: kept, in its place, and written back.
package struct Remark: Hashable, Sendable {
  package enum Kind: Sendable { case pragma, annotation }

  package var kind: Kind
  /// The text after `pragma` or `@`.
  package var text: String
  /// The remark stands before this operation (or at the end, where it equals their number).
  package var operation: Int

  package init(_ kind: Kind, text: String, operation: Int) {
    self.kind = kind
    self.text = text
    self.operation = operation
  }
}
