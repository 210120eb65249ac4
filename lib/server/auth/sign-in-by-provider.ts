import 'server-only'
import type { Context } from '@/lib/access/context'
import type { OidcSettings } from '@/lib/access/external/settings'
import { signInExternal } from '@/lib/access/use-cases/sign-in-external'
import { NotFoundError } from '@/lib/core/errors'
import { identifyBySession } from '../identify'
import { problemResponse, toProblem } from '../problem'
import type { Runtime } from '../runtime'
import { isSecure } from '../session'
import type { AnswerCollector } from './answer'
import { discover } from './oidc-discovery'
import { refusedByProvider, staleSignIn } from './oidc-failure'
import { oidcProvider, personOf } from './oidc-provider'
import { providerCookieNames, type SignInOutcome, type SignInParts } from './options'
import { failedSignInPage } from './refused-sign-in'
import type { Question } from './to-next-auth'

interface Work {
  readonly app: Runtime
  readonly ctx: Context
  readonly headers: Headers
  readonly question: Question
}

type AskNextAuth = (app: Runtime, question: Question, parts: SignInParts) => Promise<AnswerCollector>

/** Sends the browser to the provider, with what will prove that it comes back from there. */
export async function startAtProvider(work: Work, ask: AskNextAuth): Promise<Response> {
  const { app, ctx, question } = work
  const outcome: SignInOutcome = {}
  try {
    const providers = [await findProvider(app, outcome)]
    return (await ask(app, question, { providers, outcome })).toResponse()
  } catch (error) {
    const problem = toProblem(error, ctx.requestId)
    return question.body.json === 'true' ? problemResponse(problem) : failedSignInPage(problem, app)
  }
}

/**
 * Takes the browser back. Whatever is not exactly the sign-in that was begun here ends at the page that says so, with
 * no session begun and none that was there ended.
 */
export async function finishAtProvider(work: Work, ask: AskNextAuth): Promise<Response> {
  const { app, ctx, headers, question } = work
  const outcome: SignInOutcome = {}
  try {
    if (typeof question.query.error === 'string') throw refusedByProvider(question.query.error)
    if (question.query.code === undefined) throw staleSignIn()
    const settings = settingsOf(app)
    const { session } = await identifyBySession(headers, app)
    const admit = async (profile: unknown) => {
      try {
        const user = await signInExternal(ctx, personOf(profile, settings), session?.userId ?? null)
        outcome.signedIn = { user, via: 'oidc' }
        return true
      } catch (error) {
        outcome.failure = error
        return false
      }
    }
    const providers = [await findProvider(app, outcome)]
    const collector = await ask(app, question, { providers, outcome, admit })
    if (outcome.signedIn !== undefined) return collector.toResponse()
    throw outcome.failure ?? staleSignIn()
  } catch (error) {
    const problem = toProblem(error, ctx.requestId)
    ctx.log.warn({ requestId: ctx.requestId, code: problem.code }, 'a sign-in by provider failed')
    return forgetting(failedSignInPage(problem, app), app)
  }
}

async function findProvider(app: Runtime, outcome: SignInOutcome) {
  const settings = settingsOf(app)
  const { allowedCidrs } = app.settings
  const discovered = await discover(settings, { allowedCidrs, now: app.clock.now() })
  const onFailure = (error: unknown) => {
    outcome.failure = error
  }
  return oidcProvider({ settings, discovered, onFailure })
}

function settingsOf(app: Runtime): OidcSettings {
  if (app.settings.oidc === null) throw new NotFoundError()
  return app.settings.oidc
}

/** An answer that failed is not tried again. */
function forgetting(response: Response, app: Runtime): Response {
  const secure = isSecure(app.settings) ? '; Secure' : ''
  for (const name of providerCookieNames(app)) {
    response.headers.append('set-cookie', `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`)
  }
  return response
}
