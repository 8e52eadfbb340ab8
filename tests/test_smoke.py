from tests.story import Role, filed, step


def test_it(api):
    print(api.client.get("/readyz").json())
    print(
        api.ask(
            api.person(Role.TOWNSHIP_WINDOW), "{viewer{name tier roles caseDay} jurisdictions{edges{node{name code}}}}"
        )
    )
    c = filed(api)
    print(c)
    c = step(api, Role.TOWNSHIP_WINDOW, "acceptApplication", c, "2020-06-01T10:00+08:00")
    print(c)
