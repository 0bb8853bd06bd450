internal import Devices
internal import Formats
internal import Networking

/// Amazon Braket, with the parts of S3 and STS that its clients need.
struct BraketProtocol: ProviderProtocol {
  static let accessKey = "AKIAFAKEFAKEFAKEFAKE"
  static let secretKey = "fake/secret"
  static let sessionToken = "FAKESESSIONTOKEN"
  static let awsAccount = "123456789012"

  func settings(endpoint: String, device: EmulatedDevice) -> [(key: String, value: String)] {
    [
      ("BRAKET_ENDPOINT", endpoint), ("AWS_ENDPOINT_URL_S3", endpoint), ("AWS_ENDPOINT_URL_STS", endpoint),
      ("AWS_ACCESS_KEY_ID", Self.accessKey), ("AWS_SECRET_ACCESS_KEY", Self.secretKey),
      ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true"),
    ]
  }

  func id(of ordinal: Int, in service: ServiceState) -> String { service.uuid(ordinal: ordinal) }

  func expired(_ request: ReceivedRequest) -> Reply? {
    Self.error(403, "ExpiredTokenException", "The security token included in the request is expired.", of: request)
  }

  // MARK: Errors

  /// Whose service a request is for: the one that its signature names, or else the one that its path looks like.
  private enum Service: String {
    case braket, s3, sts

    init(_ request: ReceivedRequest) {
      let signed = request.header("Authorization").flatMap { SigV4Authorization($0) }?.signer.service
      if let signed, let service = Service(rawValue: signed) {
        self = service
      } else if request.method == "POST", request.path == "/" {
        self = .sts
      } else {
        let first = request.segments.first ?? ""
        self =
          ["device", "devices", "quantum-task", "quantum-tasks", "spending-limits"].contains(first) ? .braket : .s3
      }
    }
  }

  func refusal(_ status: Int, _ message: String, of request: ReceivedRequest) -> Reply {
    let code =
      switch status {
      case 403: "AccessDeniedException"
      case 404: "ResourceNotFoundException"
      case 429: "ThrottlingException"
      case 500...599: "InternalServiceException"
      default: "ValidationException"
      }
    return Self.error(status, code, message, of: request)
  }

  static func error(_ status: Int, _ code: String, _ message: String, of request: ReceivedRequest) -> Reply {
    switch Service(request) {
    case .braket:
      Reply(status, json: ["message": .string(message)], headers: [ReceivedRequest.Header("x-amzn-ErrorType", code)])
    case .s3:
      BraketStorage.xml(
        status,
        "<Error><Code>\(BraketStorage.escaped(code.replacing("Exception", with: "")))</Code>"
          + "<Message>\(BraketStorage.escaped(message))</Message><RequestId>emulated</RequestId></Error>")
    case .sts:
      BraketStorage.xml(
        status,
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
          + "<Code>\(BraketStorage.escaped(code.replacing("Exception", with: "")))</Code>"
          + "<Message>\(BraketStorage.escaped(message))</Message></Error><RequestId>emulated</RequestId></ErrorResponse>"
      )
    }
  }

  // MARK: Routes

  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    guard let signature = request.header("Authorization").flatMap({ SigV4Authorization($0) }) else {
      return Self.error(403, "MissingAuthenticationTokenException", "The request is not signed.", of: request)
    }
    if let refusal = check(signature, of: request, at: service.now) { return refusal }
    switch Service(request) {
    case .braket: return BraketTasks(region: signature.signer.region, provider: self).answer(request, in: &service)
    case .s3: return BraketStorage(region: signature.signer.region).answer(request, in: &service)
    case .sts: return identity(request)
    }
  }

  /// Recomputes the signature, with five minutes for the clock.
  private func check(_ signature: SigV4Authorization, of request: ReceivedRequest, at now: Double) -> Reply? {
    let token = request.header("X-Amz-Security-Token")
    guard signature.accessKeyID == Self.accessKey, token == nil || token == Self.sessionToken else {
      return Self.error(
        403, "UnrecognizedClientException", "The security token included in the request is invalid.", of: request)
    }
    guard let method = HTTPMethod(rawValue: request.method) else {
      return Self.error(405, "MethodNotAllowed", "The method is not allowed.", of: request)
    }
    var headers = HTTPHeaders()
    for header in request.headers { headers.add(header.name, header.value) }
    let signed = HTTPRequest(method, request.path, query: request.query, headers: headers, body: request.body)
    let time = UTCTime(seconds: now)
    let isStorage = Service(request) == .s3
    switch signature.verify(signed, key: Secret(Self.secretKey), at: time) {
    case .valid: return nil
    case .skewed where isStorage:
      return Self.error(
        403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
        of: request)
    case .skewed(let seconds):
      let word = seconds < 0 ? "Signature expired" : "Signature not yet current"
      return Self.error(
        403, "InvalidSignatureException", "\(word): it is \(time.compact) here, with 5 minutes of tolerance.",
        of: request)
    case .incomplete(let header):
      return Self.error(403, "IncompleteSignatureException", "The signature must hold \(header).", of: request)
    case .otherBody:
      return Self.error(400, "XAmzContentSHA256Mismatch", "The body is not the one that was signed.", of: request)
    case .otherSignature:
      return Self.error(
        403, isStorage ? "SignatureDoesNotMatch" : "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.", of: request)
    }
  }

  private func identity(_ request: ReceivedRequest) -> Reply {
    let fields = EncodedText.fields(of: String(decoding: request.body, as: UTF8.self))
    guard fields.contains(where: { $0.name == "Action" && $0.value == "GetCallerIdentity" }) else {
      return Self.error(400, "InvalidAction", "The only action here is GetCallerIdentity.", of: request)
    }
    return BraketStorage.xml(
      200,
      "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
        + "<Arn>arn:aws:iam::\(Self.awsAccount):user/emulated</Arn><UserId>AIDAFAKEFAKEFAKEFAKE</UserId>"
        + "<Account>\(Self.awsAccount)</Account></GetCallerIdentityResult><ResponseMetadata>"
        + "<RequestId>emulated</RequestId></ResponseMetadata></GetCallerIdentityResponse>")
  }

  // MARK: Orders

  private static let mostShots = 100_000
  private static let longestToken = 64

  /// The task that a body asks for; the account is the region that it runs in.
  func order(body: [UInt8], account: String, in service: ServiceState) throws -> JobOrder {
    var object = try JSONReader(parsing: body).object()
    let arn = object.optional("deviceArn") ?? object.reader
    let device = BraketDevice.all(of: service.machine).first { $0.arn == (try? arn.string()) }
    guard let device, device.regions?.contains(account) ?? true else {
      throw arn.error("there is no such device in \(account)")
    }
    let bucket = try object.required("outputS3Bucket")
    guard try (3...63).contains(bucket.string().utf8.count) else {
      throw bucket.error("a bucket's name has 3 to 63 characters")
    }
    let prefix = try object.required("outputS3KeyPrefix")
    guard try (1...1024).contains(prefix.string().utf8.count) else {
      throw prefix.error("a prefix has 1 to 1024 characters")
    }
    let token = try object.required("clientToken")
    guard try (1...Self.longestToken).contains(token.string().utf8.count) else {
      throw token.error("a client token has 1 to \(Self.longestToken) characters")
    }
    let most =
      service.settings.hasRealLimits ? device.device?.maximumShots ?? Self.mostShots : ServiceLimits.shots
    let shots = try object.required("shots").integer(in: 1...most)
    var order = JobOrder(
      account: account, target: device.arn, isIdeal: device.device == nil,
      items: [try Self.item(object.required("action"), shots: shots)], body: body,
      document: JSON(object.reader.node), seconds: service.settings.hasRealLimits ? 3 : 0.05,
      price: device.price(shots: shots))
    order.idempotencyKey = try token.string()
    if var tags = try object.present("tags")?.object() {
      order.tags = try tags.all().map { (name, value) throws(FormatError) in "\(name)=\(try value.string())" }
    }
    return order
  }

  /// The program in the text of an action.
  private static func item(_ action: JSONReader, shots: Int) throws(FormatError) -> JobItem {
    let text = try action.string()
    var object: JSONObjectReader
    do throws(FormatError) { object = try JSONReader(parsing: Array(text.utf8)).object() } catch {
      throw action.error("must be a JSON document in a text: \(error)")
    }
    var header = try object.required("braketSchemaHeader").object()
    guard try header.required("name").string() == "braket.ir.openqasm.program" else {
      throw action.error("the only action here is braket.ir.openqasm.program")
    }
    var item = JobItem(source: .text(try object.required("source").string(), .braket), shots: shots)
    var values: [String: Double] = [:]
    if var inputs = try object.present("inputs")?.object() {
      for (name, value) in inputs.all() { values[name] = try value.double() }
    }
    item.bindings = [.named(values)]
    return item
  }
}
