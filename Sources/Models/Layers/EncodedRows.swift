package import Numerics

/// Rows that a model meets again and again while only its weights change: where its first layer is a circuit, with the
/// states that the rows alone give there.
package struct EncodedRows: Sendable {
  package let features: [Double]
  package let rowCount: Int
  /// [row][number]; empty where there is nothing to keep, or too much.
  let states: [Double]

  /// More numbers are not kept.
  private static let mostNumbers = 1 << 25

  package init(_ features: [Double], for model: CompiledModel) throws(ModelError) {
    guard features.count.isMultiple(of: model.featureCount) else {
      throw .wrongCount(of: "features a row", expected: model.featureCount, found: features.count)
    }
    self.features = features
    rowCount = features.count / model.featureCount
    guard let circuit = model.chain.layers.first as? CircuitStep, let count = circuit.encodedCount,
      rowCount <= Self.mostNumbers / count
    else {
      states = []
      return
    }
    states = try circuit.encoded(features)
  }

  private init(features: [Double], rowCount: Int, states: [Double]) {
    self.features = features
    self.rowCount = rowCount
    self.states = states
  }

  /// Some of the rows, in this order.
  /// - Precondition: places of rows.
  package func selecting(_ rows: ArraySlice<Int>) -> EncodedRows {
    EncodedRows(
      features: Self.selecting(rows, of: features, rowCount), rowCount: rows.count,
      states: Self.selecting(rows, of: states, rowCount))
  }

  private static func selecting(_ rows: ArraySlice<Int>, of numbers: [Double], _ rowCount: Int) -> [Double] {
    let width = numbers.count / max(rowCount, 1)
    guard width > 0 else { return [] }
    return numbers.withUnsafeBufferPointer { numbers in
      RowArithmetic.filled(rows.count * width) { copy in
        guard let start = numbers.baseAddress else { return }
        for (place, row) in rows.enumerated() { (copy + place * width).update(from: start + row * width, count: width) }
      }
    }
  }
}

extension CompiledModel {
  /// `outputs`, with the same bits.
  package func outputs(
    _ rows: EncodedRows, weights: [Double], stream: RandomStream = RandomStream(seed: 0)
  ) throws(ModelError) -> [Double] {
    var pass = try pass(rows.features, weights, keeps: false, stream)
    pass.states = rows.states
    return try chain.forward(rows.features, pass).outputs
  }

  /// `forward`, with the same bits.
  package func forward(
    _ rows: EncodedRows, weights: [Double], stream: RandomStream = RandomStream(seed: 0)
  ) throws(ModelError) -> Evaluation {
    var pass = try pass(rows.features, weights, keeps: true, stream)
    pass.states = rows.states
    let (outputs, memories) = try chain.forward(rows.features, pass)
    return Evaluation(outputs: outputs, memories: memories, pass: pass)
  }
}
