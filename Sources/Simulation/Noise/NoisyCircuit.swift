import Circuits
import Devices
import Numerics

/// A circuit with its noise: unitaries on one or two qubits, channels and measurements, in order.
struct NoisyCircuit: Sendable {
  struct Step: Sendable {
    var action: Action
    var qubits: [Int]
  }

  enum Action: Sendable {
    /// A place in `unitaries`.
    case unitary(Int)
    /// A place in `channels`.
    case channel(Int)
    /// A place in `records`.
    case measure(record: Int)
  }

  /// One measurement: its true outcome is a record, from which what is read is drawn.
  struct Record: Hashable, Sendable {
    var qubit: Int
    /// The bit that gets what is read, unless a later measurement overwrites it.
    var bit: Int?
  }

  var steps: [Step] = []
  var unitaries: [SquareMatrix] = []
  var channels: [NoiseChannel] = []
  var records: [Record] = []
  private var unitaryPlaces: [SquareMatrix: Int] = [:]
  private var channelPlaces: [NoiseChannel: Int] = [:]

  mutating func append(_ unitary: SquareMatrix, on qubits: [Int]) {
    steps.append(Step(action: .unitary(place(of: unitary)), qubits: qubits))
  }

  mutating func append(_ placed: PlacedChannel) {
    steps.append(Step(action: .channel(place(of: placed.channel)), qubits: placed.qubits))
  }

  mutating func measure(_ qubit: Int, into bit: Int?) {
    steps.append(Step(action: .measure(record: records.count), qubits: [qubit]))
    records.append(Record(qubit: qubit, bit: bit))
  }

  private mutating func place(of unitary: SquareMatrix) -> Int {
    if let place = unitaryPlaces[unitary] { return place }
    unitaryPlaces[unitary] = unitaries.count
    unitaries.append(unitary)
    return unitaries.count - 1
  }

  private mutating func place(of channel: NoiseChannel) -> Int {
    if let place = channelPlaces[channel] { return place }
    channelPlaces[channel] = channels.count
    channels.append(channel)
    return channels.count - 1
  }

  /// The record whose reading a bit holds at the end: the last one made for it.
  var recordOfBit: [Int: Int] {
    var result: [Int: Int] = [:]
    for (index, record) in records.enumerated() {
      if let bit = record.bit { result[bit] = index }
    }
    return result
  }
}
