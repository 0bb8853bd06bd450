/// Somebody who takes part in a study, and what they get to see.
package struct Party: Hashable, Sendable {
  package var name: String
  package var sees: String

  package init(name: String, sees: String) {
    self.name = name
    self.sees = sees
  }

  /// Of a study's model, data and backends.
  package static func all(of study: Study, places: [(name: String, isRemote: Bool)]) -> [Party] {
    let remote = places.filter(\.isRemote).map(\.name)
    let provider =
      remote.isEmpty
      ? "nothing: every circuit is simulated on this machine"
      : "every circuit sent to \(remote.joined(separator: ", ")), with the inputs bound in its angles, and all counts"
    guard study.model != nil else { return [Party(name: "cloud provider", sees: provider)] }
    return [
      Party(name: "cloud provider", sees: provider),
      Party(name: "server", sees: "the model, its weights, and the gradient of each batch with its shot noise"),
      Party(name: "client", sees: "its own rows and labels, the model and its weights"),
      Party(name: "user of the model", sees: "the outputs for inputs of their own"),
    ]
  }
}
