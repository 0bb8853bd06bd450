/// Whose privacy an epsilon is about. One says nothing about the others.
package enum Protects: String, CaseIterable, Sendable {
  /// The rows that a model was trained on: neighbouring sets differ in one row that is there or not.
  case trainingRows = "training-rows"
  /// The input that is sent to a trained model: neighbouring inputs are encoded in states of a trace distance.
  case query
  /// The numbers that a client shares of its gradient: any two numbers are neighbours.
  case sharedNumbers = "shared-numbers"

  package var statement: String {
    switch self {
    case .trainingRows: "It protects the training rows: one row that is there or not. The number of rows is public."
    case .query:
      "It protects the query, the input of a trained model. It says nothing about who was in the training set."
    case .sharedNumbers: "It protects the numbers that a client shares, whatever rows they come from."
    }
  }
}
