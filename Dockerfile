# Staka on Node 26: the web application is built in the first stage, and only what runs is kept.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/api/generate/package.json web/api/generate/
RUN npm ci --omit=dev --ignore-scripts
COPY . .
RUN node bin/build-web.mjs \
  && node bin/build-server.mjs \
  # The image has its Node already.
  && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3001 DATA_DIR=/data NODE_COMPILE_CACHE=/tmp/node-compile-cache MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build --chown=root:root /app /app
RUN mkdir /data && chown node:node /data && ln -s /app/bin/staka /usr/local/bin/staka
USER node
VOLUME /data
EXPOSE 3001
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.mjs"]
