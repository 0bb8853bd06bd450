internal import Execution
internal import Formats
internal import Networking

/// What a provider says of a request that it does not fulfil, in the shapes that are known of it.
struct ErrorReply: Sendable, Equatable {
  let status: Int
  /// The provider's own name of the error, where it has one.
  let code: String?
  let message: String

  private static let longestMessage = 500

  init(_ response: HTTPResponse) {
    status = response.status
    var code = response.headers["x-amzn-ErrorType"].map { String($0.prefix { $0 != ":" }) }
    var parts: [String] = []
    if let reader = try? JSONReader(parsing: response.body) {
      Self.collect(reader, depth: 0, &code, &parts)
    } else if let text = Self.element("Message", in: response.body) {
      code = Self.element("Code", in: response.body) ?? code
      parts.append(text)
    }
    self.code = code.map { Self.printed(response.confidences.hide(in: $0)) }
    let text = response.confidences.hide(in: parts.joined(separator: "; "))
    message = text.isEmpty ? "no reason was given" : Self.printed(text)
  }

  /// Takes the first message of an object, of an error within it, or of the errors of a list.
  private static func collect(_ reader: JSONReader, depth: Int, _ code: inout String?, _ parts: inout [String]) {
    guard depth < 3, var object = try? reader.object() else { return }
    for key in ["__type", "code", "type", "errorCode"] where code == nil {
      guard let value = object.present(key) else { continue }
      code = (try? value.string()) ?? (try? value.integer()).map { "\($0)" }
    }
    for key in ["message", "Message", "detail", "errorMessage", "solution"] {
      if let value = object.present(key), let text = try? value.string(), !text.isEmpty { parts.append(text) }
    }
    if let errors = try? object.present("errors")?.array() {
      for error in errors.prefix(3) { collect(error, depth: depth + 1, &code, &parts) }
    }
    guard let error = object.present("error") else { return }
    if let text = try? error.string() {
      if parts.isEmpty { parts.append(text) }
    } else {
      collect(error, depth: depth + 1, &code, &parts)
    }
  }

  /// The text of the first element of a name in XML without attributes.
  private static func element(_ name: String, in bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
    guard let open = text.firstRange(of: "<\(name)>"), let close = text[open.upperBound...].firstRange(of: "</\(name)>")
    else { return nil }
    return String(text[open.upperBound..<close.lowerBound])
  }

  /// On one line, without what commands a terminal, and not too long.
  private static func printed(_ text: String) -> String {
    let shown = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format ? " " : scalar
    }
    return String(String.UnicodeScalarView(shown.prefix(longestMessage)))
  }

  /// The failure that the status stands for.
  func failure(of provider: CloudProviderName, doing what: String) -> RemoteFailure {
    let text = "\(provider.title) \(what): \(message) (\(code.map { "\(status), \($0)" } ?? "\(status)"))"
    switch status {
    case 401:
      return RemoteFailure(.credentials, text, help: "check the keys of \(provider.title): shotglass doctor")
    case 402, 403:
      return RemoteFailure(
        .credentials, text, help: "check what the account may do, and that it is the account that you mean")
    case 404: return RemoteFailure(.misuse, text, help: "check the name of the device, the region and the account")
    case 429: return RemoteFailure(.fault, text, help: "wait a minute and run the same command again")
    case 400, 409, 410, 413, 422:
      return RemoteFailure(.unsupported, text, help: "change the program or the options as the message says")
    case 300..<400:
      return RemoteFailure(.fault, text, help: "redirects are not followed: check the region and the endpoint")
    default:
      return RemoteFailure(
        .fault, text, help: "run the same command again: what was submitted is not submitted twice")
    }
  }

  /// Whether a request that submits a job and is answered so was surely not taken.
  var isRefusal: Bool {
    switch status {
    case 300..<408, 409..<425, 426..<500: true
    default: false
    }
  }
}
