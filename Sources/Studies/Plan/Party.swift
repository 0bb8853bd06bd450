/// Where a study's circuits run.
package struct Place: Hashable, Sendable {
  package let name: String
  /// Who gets the circuits; nil where they are simulated here.
  package let provider: String?
  /// Whether the provider is emulated on this machine.
  package let isEmulated: Bool

  package init(name: String, provider: String?, isEmulated: Bool) {
    self.name = name
    self.provider = provider
    self.isEmulated = isEmulated
  }
}

/// Somebody who takes part in a study, and what they get to see.
package struct Party: Hashable, Sendable {
  package var name: String
  package var sees: String

  package init(name: String, sees: String) {
    self.name = name
    self.sees = sees
  }

  /// Of a study's model, data and backends.
  package static func all(of study: Study, places: [Place]) -> [Party] {
    let providers = providers(of: study, places: places)
    guard study.model != nil else { return providers }
    return providers + [
      Party(name: "server", sees: "the model, its weights, and the gradient of each batch with its shot noise"),
      Party(name: "client", sees: "its own rows and labels, the model and its weights"),
      Party(name: "user of the model", sees: "the outputs for inputs of their own"),
    ]
  }

  private static func providers(of study: Study, places: [Place]) -> [Party] {
    let remote = places.filter { $0.provider != nil }
    guard !remote.isEmpty else {
      return [Party(name: "cloud provider", sees: "nothing: every circuit is simulated on this machine")]
    }
    let kinds = study.analyses.map { type(of: $0).kind }
    let sees = Exposure.all(kinds).map(\.sees).joined(separator: "; ")
    return remote.map { place in
      let provider = place.provider ?? ""
      return Party(
        name: place.isEmulated ? "\(provider), emulated (\(place.name))" : "\(provider) (\(place.name))",
        sees: place.isEmulated ? Exposure.emulated(provider, sees) : sees)
    }
  }
}

/// What a provider sees of those who run something on its machines.
package enum Exposure: CaseIterable, Sendable {
  case program
  case gradient
  case inversion
  case membership

  /// The analyses that show it so much.
  fileprivate var analyses: [String] {
    switch self {
    case .program: ["simulator-fidelity"]
    case .gradient: ["gradient-quality"]
    case .inversion: ["gradient-inversion", "privacy-scaling"]
    case .membership: ["membership"]
    }
  }

  package var sees: String {
    switch self {
    case .program: "the circuits, and the inputs that are bound in them"
    case .gradient:
      "the circuits of the gradient with the inputs and weights bound in their angles, and all counts, of which it can "
        + "make the gradient itself"
    case .inversion:
      "the inputs themselves: they are bound in the angles of the circuits that it runs, so that it has nothing to "
        + "invert; the weights and all counts too. What is rebuilt here is what others learn, who get the gradient alone"
    case .membership:
      "every row that a target is asked about, members and others alike, and the targets' weights, bound in the "
        + "circuits' angles, and every output: all that the attack is made from, but for its references"
    }
  }

  /// Of analyses by their kinds: only what the others do not say already.
  package static func all(_ kinds: [String]) -> [Exposure] {
    let found = allCases.filter { $0.analyses.contains { kinds.contains($0) } }
    let rest = found.filter { exposure in
      switch exposure {
      case .program: found == [.program]
      case .gradient: !found.contains(.inversion)
      case .inversion, .membership: true
      }
    }
    return rest.isEmpty ? [.program] : rest
  }

  /// The same of a provider that is emulated.
  package static func emulated(_ provider: String, _ sees: String) -> String {
    "nothing: it is emulated on this machine. The machine itself would show to \(provider): \(sees)"
  }
}
