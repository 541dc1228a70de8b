/**
 * A self-signed certificate for localhost and 127.0.0.1, valid for a hundred years, with its key. Made for tests only:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost \\
 *   -addext subjectAltName=DNS:localhost,IP:127.0.0.1
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2Ye9pAkDDMK/jWIT
xggCImnPzMggsL5EoElzPBAsCSahRANCAARwn3YIpoqI/NjOOhqHZco62ChKHlIB
Utbh9XUlYjakS8BtkdmfMnxVHFtV334zj4zZd1x9csPzdlUMTE3t+rtC
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUZlaX0HgTGOVDGnUpobr6ALXGGfUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTAxNDIwOFoYDzIxMjYxMDI4
MDE0MjA4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARwn3YIpoqI/NjOOhqHZco62ChKHlIBUtbh9XUlYjakS8BtkdmfMnxV
HFtV334zj4zZd1x9csPzdlUMTE3t+rtCo28wbTAdBgNVHQ4EFgQUX6nJMZKcFDOp
SAVFoZ+Gnu7ZjUEwHwYDVR0jBBgwFoAUX6nJMZKcFDOpSAVFoZ+Gnu7ZjUEwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAJDIHGoN0+abbFecSi67XzvjU/ZMR586hSEsMuqrmoU3AiA+
Z/nldb3C+/1L8R1toOeRO5v6FrtVXpVMBjj6zF+Wxg==
-----END CERTIFICATE-----
`,
};
