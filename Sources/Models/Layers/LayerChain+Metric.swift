/// A matrix over the trained weights that begins as 1 and gets a block for each circuit.
struct BlockMetric {
  private(set) var elements: [Double]
  private let size: Int
  /// Where each weight stands among those that are trained.
  private let places: [Int: Int]

  init(trained: [Int]) {
    size = trained.count
    places = Dictionary(uniqueKeysWithValues: trained.enumerated().map { ($1, $0) })
    elements = RowArithmetic.zeros(size * size)
    for place in 0..<size { elements[place * size + place] = 1 }
  }

  mutating func set(_ block: [Double], of weights: Range<Int>) {
    guard let start = places[weights.lowerBound] else { return }
    for row in 0..<weights.count {
      for column in 0..<weights.count {
        elements[(start + row) * size + start + column] = block[row * weights.count + column]
      }
    }
  }
}

extension LayerChain {
  /// Sets the blocks of all trained circuits at the inputs that reach them.
  func addMetric(_ inputs: [Double], _ pass: LayerPass, to metric: inout BlockMetric) throws(ModelError) {
    var numbers = inputs
    for layer in layers {
      switch layer {
      case let circuit as CircuitStep where circuit.isTrained:
        metric.set(try circuit.metric(numbers, pass), of: circuit.weights.places)
      case let parallel as ParallelStep:
        for branch in parallel.branches {
          try branch.chain.addMetric(parallel.inputs(of: branch, numbers, pass), pass, to: &metric)
        }
      default: break
      }
      numbers = try layer.forward(numbers, pass).outputs
    }
  }
}
