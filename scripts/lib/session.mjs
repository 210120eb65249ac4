/** Calls the API of one Assay as somebody who signed in. */
export async function signIn(url, { name, password }) {
  const jar = new Map()
  const call = async (path, { method = 'GET', body, form } = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        ...(method !== 'GET' && { origin: url }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: form ? new URLSearchParams(form) : body && JSON.stringify(body),
    })
    keepCookies(jar, response)
    return response
  }

  const { csrfToken } = await (await call('/api/auth/csrf')).json()
  const form = { csrfToken, username: name, password, json: 'true', callbackUrl: url }
  const answer = await call('/api/auth/callback/credentials', { method: 'POST', form })
  if (answer.status !== 200) {
    throw new Error(
      `Signing in as ${name} answered ${answer.status}. If the password was changed in an earlier demo, remove .demo/ and start again.`,
    )
  }
  return { api: (path, options) => callApi(call, path, options) }
}

function keepCookies(jar, response) {
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

async function callApi(call, path, options) {
  const response = await call(`/api/v1${path}`, options)
  const answer = response.status === 204 ? undefined : await response.json()
  if (response.ok) return answer
  const error = new Error(
    `${options?.method ?? 'GET'} ${path} answered ${response.status} ${answer?.code ?? ''}`,
  )
  error.code = answer?.code
  throw error
}
