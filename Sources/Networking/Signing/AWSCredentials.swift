/// Who signs a request to Amazon.
package struct AWSCredentials: Sendable {
  package let accessKeyID: String
  package let secretAccessKey: Secret
  /// Only with temporary credentials.
  package let sessionToken: Secret?

  package init(accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }
}
