# The API: a locked environment built apart, then the packages; runs as nobody in particular, on a read-only root.
FROM python:3.12-slim AS environment
COPY requirements/runtime.txt /requirements.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r /requirements.txt

FROM python:3.12-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin jiuzhu
COPY --from=environment /opt/venv /opt/venv
WORKDIR /app
COPY authorization authorization
COPY casework casework
COPY documents documents
COPY resolvers resolvers
COPY schema schema
COPY seed seed
COPY compiler compiler
COPY server server
COPY storage storage
COPY LICENSE .
RUN python -m compileall -q .
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["python", "-m", "server", "serve", "--host", "0.0.0.0", "--port", "8000"]
