import Devices

/// How measurements are misread.
///
/// A group of several qubits is misread together: those of its measurements that follow each other, each qubit once,
/// are one reading of the group; its qubits that are not measured then count as 0, and what would be read of them is
/// summed over.
struct ReadoutErrors: Sendable {
  private var single: [Int: PauliState.Misreading] = [:]
  /// Of a qubit: its group and its place there.
  private var places: [Int: (group: Int, place: Int)] = [:]
  private(set) var groups: [NoiseModel.Confusion] = []

  init(_ noise: NoiseModel) {
    for group in noise.readout where group.probabilities.count == 1 << (2 * group.qubits.count) {
      if group.qubits.count == 1 {
        single[group.qubits[0]] = PauliState.Misreading(
          oneGivenZero: group.probabilities[2], zeroGivenOne: group.probabilities[1])
      } else {
        for (place, qubit) in group.qubits.enumerated() { places[qubit] = (groups.count, place) }
        groups.append(group)
      }
    }
  }

  /// What is known of a qubit alone: no error for one that is misread in a group.
  func misreading(of qubit: Int) -> PauliState.Misreading { single[qubit] ?? PauliState.Misreading() }

  func place(of qubit: Int) -> (group: Int, place: Int)? { places[qubit] }

  /// A reading of a group: some of its measurements, the first the least significant of the matrix.
  struct GroupReading: Sendable {
    var records: [Int]
    /// Row after row: the probability to read the row's bits where the column's are true.
    var probabilities: [Double]
  }

  /// The readings of groups that a circuit's measurements make.
  func readings(of records: [NoisyCircuit.Record]) -> [GroupReading] {
    var open: [Int: [(place: Int, record: Int)]] = [:]
    var done: [(group: Int, members: [(place: Int, record: Int)])] = []
    for (index, record) in records.enumerated() {
      guard let (group, place) = places[record.qubit] else { continue }
      if let members = open[group], members.contains(where: { $0.place == place }) {
        done.append((group, members))
        open[group] = nil
      }
      open[group, default: []].append((place, index))
    }
    done += open.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return done.map { group, members in
      GroupReading(
        records: members.map(\.record), probabilities: marginal(of: groups[group], at: members.map(\.place)))
    }
  }

  /// The confusion of some of a group's qubits, the others 0 and what is read of them summed over.
  func marginal(of group: NoiseModel.Confusion, at places: [Int]) -> [Double] {
    let (size, whole) = (1 << places.count, 1 << group.qubits.count)
    var result = Array(repeating: 0.0, count: size * size)
    for column in 0..<size {
      let prepared = places.indices.reduce(0) { $0 | ((column >> $1) & 1) << places[$1] }
      for read in 0..<whole {
        let row = places.indices.reduce(0) { $0 | ((read >> places[$1]) & 1) << $1 }
        result[row * size + column] += group.probabilities[read * whole + prepared]
      }
    }
    return result
  }
}
