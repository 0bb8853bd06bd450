/// How one provider speaks: the wire form of everything, and nothing else.
protocol ProviderProtocol: Sendable {
  /// What the vendor's client must be told to come here, as `KEY=VALUE` lines.
  func settings(endpoint: String, device: EmulatedDevice) -> [(key: String, value: String)]

  /// The answer to a request that passed the gate.
  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply

  /// An error in the provider's own shape.
  func refusal(_ status: Int, _ message: String, of request: ReceivedRequest) -> Reply

  /// The answer when everything that was issued has expired; nil where tokens are, which say so themselves.
  func expired(_ request: ReceivedRequest) -> Reply?

  /// The id of the job of a number.
  func id(of ordinal: Int, in service: ServiceState) -> String

  /// What a body asks for, once more, when a service starts again from its store.
  func order(body: [UInt8], account: String, in service: ServiceState) throws -> JobOrder
}

/// The providers whose protocols there are.
package enum EmulatedProvider: String, CaseIterable, Sendable {
  case ibm, braket, ionq

  var protocolValue: any ProviderProtocol {
    switch self {
    case .ibm: IBMProtocol()
    case .braket: BraketProtocol()
    case .ionq: IonQProtocol()
    }
  }
}
