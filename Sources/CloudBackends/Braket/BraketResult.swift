internal import Circuits
internal import Execution
internal import Formats

/// Reads Braket's `results.json`: columns follow `measuredQubits`, texts begin with the first of them.
enum BraketResult {
  static func read(_ bytes: [UInt8], _ layout: ResultLayout) throws(FormatError) -> CloudResult {
    let reader = try JSONReader(parsing: bytes)
    var object = try reader.object()
    var columns: [Int: Int] = [:]
    let measured = try object.required("measuredQubits").array()
    for (column, qubit) in measured.enumerated() {
      guard columns.updateValue(column, forKey: try qubit.integer(in: 0...Int(UInt32.max))) == nil else {
        throw qubit.error("a qubit is measured twice")
      }
    }
    // Which column each bit reads; -1 where nothing is measured into it.
    var places: [Int] = []
    for source in layout.sources {
      guard let source else {
        places.append(-1)
        continue
      }
      guard let column = columns[source] else { return .missing("qubit \(source) is not in the result") }
      places.append(column)
    }
    if let shots = object.present("measurements") {
      return .counts(try counts(shots, columnCount: measured.count, places, layout))
    }
    return try shares(object.required("measurementProbabilities"), columnCount: measured.count, places, layout)
  }

  private static func counts(
    _ reader: JSONReader, columnCount: Int, _ places: [Int], _ layout: ResultLayout
  ) throws(FormatError) -> Counts {
    var counter = ShotCounter(layout)
    for shot in try reader.array() {
      let values = try shot.doubles()
      guard values.count == columnCount, values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw shot.error("must be \(columnCount) times 0 or 1")
      }
      counter.add { places[$0] >= 0 && values[places[$0]] == 1 }
    }
    return counter.counts()
  }

  private static func shares(
    _ reader: JSONReader, columnCount: Int, _ places: [Int], _ layout: ResultLayout
  ) throws(FormatError) -> CloudResult {
    var outcomes: [[Bool]] = []
    var shares: [Double] = []
    var object = try reader.object()
    for (text, share) in object.all() {
      guard text.utf8.count == columnCount, text.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else {
        throw share.error("the outcome must have \(columnCount) digits 0 or 1")
      }
      outcomes.append(text.utf8.map { $0 == 0x31 })
      shares.append(try share.double())
    }
    guard let occurrences = ShareReading.occurrences(shares, shots: layout.shots) else {
      var keys: [String: Double] = [:]
      for (outcome, share) in zip(outcomes, shares) {
        keys[layout.key { places[$0] >= 0 && outcome[places[$0]] }, default: 0] += share
      }
      return .probabilities(keys)
    }
    var counter = ShotCounter(layout)
    for (outcome, times) in zip(outcomes, occurrences) {
      counter.add(times: times) { places[$0] >= 0 && outcome[places[$0]] }
    }
    return .counts(counter.counts())
  }
}

extension ResultLayout {
  /// The outcome of some bits as text.
  func key(isSet: (_ bit: Int) -> Bool) -> String {
    var counter = ShotCounter(self)
    counter.add(isSet: isSet)
    return counter.counts().key(at: 0)
  }
}
