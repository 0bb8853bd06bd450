internal import Circuits
internal import Models

/// The last layer never names the class again; nothing else changes. A control: the forgotten class is gone from the
/// answers, and nothing from the model.
package struct HeadEdit: UnlearningMethod {
  package init() {}

  package var name: String { "head-edit" }
  package var summary: String { "control: the last layer never names the class" }
  package var needs: DataNeeds { [] }

  package func work(for task: UnlearningTask) -> UnlearningWork { UnlearningWork() }

  package func check(_ task: UnlearningTask) throws(DefenceError) { _ = try unlearn(task) }

  /// The class' row of the matrix becomes 0, and its bias less than any other score of numbers within -1 and 1.
  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    guard let edited = task.split.forgottenClass else {
      throw .unsupported("a head edit forgets a class, not single rows", help: "ask for class:NAME, or another method")
    }
    guard case .dense(let layer)? = task.model.model.layers.last, layer.hasBias, layer.outputCount > 1,
      let block = task.model.blocks.last, edited < layer.outputCount, hasBoundedInputs(task.model.model)
    else {
      throw .unsupported(
        "the model \(task.model.model.name) does not end with a dense layer of an output a class on bounded numbers",
        help: "use another method")
    }
    var weights = task.weights
    let bias = block.start + layer.inputCount * layer.outputCount
    func row(_ output: Int) -> Range<Int> {
      block.start + output * layer.inputCount..<block.start + (output + 1) * layer.inputCount
    }
    let least = (0..<layer.outputCount).filter { $0 != edited }.reduce(0.0) { least, output in
      min(least, weights[bias + output] - weights[row(output)].reduce(0) { $0 + $1.magnitude })
    }
    for place in row(edited) { weights[place] = 0 }
    weights[bias + edited] = least - 1
    return UnlearnedModel(weights)
  }

  /// Whether the last layer sees numbers within -1 and 1: the means of Pauli strings, or of such activations.
  private func hasBoundedInputs(_ model: Model) -> Bool {
    switch model.layers.dropLast().last {
    case .circuit(let circuit):
      circuit.observables.allSatisfy { $0.terms.reduce(0) { $0 + $1.coefficient.magnitude } <= 1 }
    case .activation(.hyperbolicTangent), .activation(.logistic), .activation(.softmax), .unitLength: true
    default: false
    }
  }
}
